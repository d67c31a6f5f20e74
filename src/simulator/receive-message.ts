import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFields, type Fields } from './check-parameter.ts';
import { judgeMessage, type Bench } from './judge-message.ts';
import type { Ledger } from './ledger.ts';
import { makeWamid } from './make-wamid.ts';
import { planStatuses, type Acceptance } from './plan-statuses.ts';
import type { WebhookPoster } from './post-webhooks.ts';
import { longestBody, readBody } from './read-body.ts';
import type { Course } from './read-course.ts';
import { readFields } from './read-fields.ts';
import type { Recipient } from './recipient.ts';
import { refuse } from './refusal.ts';
import type { Answer, WebhookChanges } from './rule.ts';
import type { StatusSchedule } from './schedule-statuses.ts';
import { sendJson, sendRefusal } from './send-json.ts';
import { writeAnswer } from './write-answer.ts';

export type MessageDesk = Bench & {
  readonly ledger: Ledger;
  readonly schedule: StatusSchedule;
  readonly poster: WebhookPoster;
};

/** POST /{version}/{phone number id}/messages. The ledger is written before any byte of the answer. */
export async function receiveMessage(
  desk: MessageDesk,
  phoneNumberId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (desk.chooser.resetsBeforeRead(phoneNumberId)) {
    request.socket.resetAndDestroy();
    return;
  }
  const text = (await readBody(request))?.toString();
  if (text === undefined) {
    refuseUnread(response);
    return;
  }
  const body = parse(text);
  const fields = readFields(request.headers['content-type'], body, text);
  const verdict = judgeMessage(desk, phoneNumberId, request.headers, fields);
  const { decision } = verdict;
  const wamid =
    decision === 'ACCEPTED' && 'recipient' in verdict ? makeWamid(verdict.recipient.address) : null;
  const named = nameFields(isFields(body) ? body : fields);
  const timeMs = Date.now();
  desk.ledger.write({
    timeMs,
    phoneNumberId,
    ...named,
    decision,
    wamid,
    body: text,
    isJson: body !== undefined,
  });
  if ('refusal' in verdict) {
    sendRefusal(response, verdict.refusal);
    return;
  }
  if (!('recipient' in verdict)) {
    sendJson(response, 200, '{"success":true}');
    return;
  }
  const { sender, recipient, behaviour, course } = verdict;
  if (wamid !== null) {
    const acceptance = { sender, recipient, course, wamid, opaque: named.opaque, timeMs };
    await tellStatuses(desk, acceptance, behaviour.webhooks);
  }
  const accepted = renderAcceptance(recipient, course, wamid, behaviour.answer);
  await writeAnswer(behaviour.answer, accepted, response);
}

function refuseUnread(response: ServerResponse): void {
  response.setHeader('connection', 'close');
  sendRefusal(response, {
    ...refuse(100, `The request body must be at most ${longestBody} bytes.`),
    http: 413,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameFields({ to, recipient, type, biz_opaque_callback_data: opaque }: Fields) {
  return {
    recipient: asText(to) ?? asText(recipient),
    type: asText(type),
    opaque: asText(opaque),
  };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

async function tellStatuses(
  desk: MessageDesk,
  acceptance: Acceptance,
  changes: WebhookChanges,
): Promise<void> {
  const planned = planStatuses(acceptance, changes, desk.settings.webhookDelaysMs, desk.chooser.random);
  const [first, ...later] = planned;
  if (changes.beforeAnswer !== true || !first) {
    desk.schedule.schedule(planned);
    return;
  }
  await desk.poster.postAtOnce(first.notice);
  desk.schedule.schedule(later);
}

function renderAcceptance(
  { input, address, isPhone, userId: named }: Recipient,
  { isTemplate }: Course,
  wamid: string | null,
  answer: Answer,
): string {
  const { waId = isPhone ? address : undefined, userId = isPhone ? named : address } =
    answer.kind === 'accept' ? answer : {};
  return JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input, wa_id: waId, user_id: userId }],
    messages: [isTemplate ? { id: wamid, message_status: 'accepted' } : { id: wamid }],
  });
}
