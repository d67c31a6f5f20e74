import type { IncomingHttpHeaders } from 'node:http';
import { defaultType } from './check-content.ts';
import { checkMarkRead, isMarkRead } from './check-mark-read.ts';
import { checkMessage } from './check-message.ts';
import { isFields, type Fields } from './check-parameter.ts';
import type { Behaviour, BehaviourChooser } from './choose-behaviour.ts';
import type { PaceLimits } from './limit-pace.ts';
import { readCourse, type Course } from './read-course.ts';
import type { Sender, SimulatorSettings } from './read-settings.ts';
import type { Recipient } from './recipient.ts';
import { refuse, unknownObject, wrongToken, type Refusal } from './refusal.ts';
import type { Answer } from './rule.ts';

export type Bench = {
  readonly settings: SimulatorSettings;
  readonly chooser: BehaviourChooser;
  readonly pace: PaceLimits | undefined;
};

/** `decision` is the ledger's word: `ACCEPTED`, `MARKED_READ` or `REFUSED:<code>`. */
export type Verdict =
  | { readonly decision: string; readonly refusal: Refusal }
  | { readonly decision: 'MARKED_READ' }
  | {
      readonly decision: string;
      readonly sender: Sender;
      readonly recipient: Recipient;
      readonly behaviour: Behaviour;
      readonly course: Course;
    };

/** Rules and magic act only on what Meta would accept: a faulty message is refused for its own fault. */
export function judgeMessage(
  { settings, chooser, pace }: Bench,
  phoneNumberId: string,
  headers: IncomingHttpHeaders,
  fields: Fields,
): Verdict {
  if (!isAuthorized(headers.authorization, settings.accessToken)) return refused(wrongToken);
  const sender = settings.senders.get(phoneNumberId);
  if (!sender) return refused(unknownObject(phoneNumberId));
  if (isMarkRead(fields)) {
    const refusal = checkMarkRead(fields);
    return refusal ? refused(refusal) : { decision: 'MARKED_READ' };
  }
  const recipient = checkMessage(fields, sender);
  if ('refusal' in recipient) return refused(recipient.refusal);
  const limit = pace?.take(phoneNumberId, recipient.address, performance.now());
  if (limit !== undefined) return refused(refuse(limit, 'Too many messages in a short time.'));
  const type = typeof fields['type'] === 'string' ? fields['type'] : defaultType;
  const template = readTemplateName(fields);
  const behaviour = chooser.choose({ phoneNumberId, type, address: recipient.address, template });
  return { decision: decide(behaviour.answer), sender, recipient, behaviour, course: readCourse(fields) };
}

function readTemplateName({ template }: Fields): string | undefined {
  const name = isFields(template) ? template['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function refused(refusal: Refusal): Verdict {
  return { decision: `REFUSED:${refusal.code}`, refusal };
}

export function isAuthorized(header: string | undefined, accessToken: string | undefined): boolean {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return accessToken === undefined ? token !== undefined : token === accessToken;
}

function decide(answer: Answer): string {
  switch (answer.kind) {
    case 'error':
      return `REFUSED:${answer.code}`;
    case 'html200':
      return answer.accepted ? 'ACCEPTED' : 'REFUSED:200';
    case 'bare503':
      return answer.accepted ? 'ACCEPTED' : 'REFUSED:503';
    case 'redirect':
      return answer.accepted ? 'ACCEPTED' : 'REFUSED:307';
    case 'resetAfterRead':
      return answer.accepted ? 'ACCEPTED' : 'REFUSED:RESET';
    case 'resetBeforeRead':
      return 'REFUSED:RESET';
    case 'accept':
    case 'acceptThenDrop':
    case 'acceptThenTruncate':
    case 'slowHead':
    case 'slowBody':
    case 'hang':
      return 'ACCEPTED';
  }
}
