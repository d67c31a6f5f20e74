import type { Dispatcher } from 'undici';
import { codeThatDecides } from './classify-answer.ts';
import { startDeadline } from './deadline.ts';
import { isRecord } from './json-value.ts';
import { openDispatcher } from './open-dispatcher.ts';
import { parseJson } from './parse-json.ts';
import { readGraphError, type GraphError } from './read-graph-error.ts';

export type NumberVerdict =
  | { is: 'KNOWN' }
  /** The id is known, and belongs to another number. */
  | { is: 'OTHER_NUMBER' }
  | { is: 'REFUSED'; httpStatus: number; error: GraphError; decidingCode: string }
  /** Whoever answered is not WhatsApp. */
  | { is: 'ODD'; httpStatus: number }
  | { is: 'UNREACHABLE'; reason: string; limitMs: number };

interface AskedSender {
  phoneNumber: string;
  phoneNumberId: string;
}

export interface NumberQuestion {
  baseUrl: string;
  apiVersion: string;
  accessToken: string;
  proxy: string | undefined;
  senders: readonly AskedSender[];
  signal: AbortSignal;
}

/** WhatsApp answers in a fraction of a second; somebody waits in front of a terminal; ms. */
const limitMs = 10_000;
const timeouts = { connectMs: 5_000, headersMs: limitMs, totalMs: limitMs };

/** Asks WhatsApp about one number after another, which changes nothing there. */
export async function* askNumbers(
  question: NumberQuestion,
): AsyncIterable<{ phoneNumber: string; verdict: NumberVerdict }> {
  const dispatcher = openDispatcher({ connections: 1, timeouts, proxy: question.proxy });
  try {
    for (const sender of question.senders)
      yield { phoneNumber: sender.phoneNumber, verdict: await ask(dispatcher, question, sender) };
  } finally {
    await dispatcher.destroy();
  }
}

async function ask(
  dispatcher: Dispatcher,
  { baseUrl, apiVersion, accessToken, signal }: NumberQuestion,
  { phoneNumber, phoneNumberId }: AskedSender,
): Promise<NumberVerdict> {
  const { origin, pathname } = new URL(`${baseUrl.replace(/\/$/, '')}/${apiVersion}/${phoneNumberId}`);
  using deadline = startDeadline(limitMs, signal);
  try {
    const { statusCode, body } = await dispatcher.request({
      origin,
      path: `${pathname}?fields=id,display_phone_number`,
      method: 'GET',
      headers: { authorization: `Bearer ${accessToken}` },
      signal: deadline.signal,
    });
    return judge(statusCode, parseJson(await body.text()), phoneNumber, phoneNumberId);
  } catch (error) {
    return { is: 'UNREACHABLE', reason: reasonOf(error), limitMs };
  }
}

function judge(
  httpStatus: number,
  answer: unknown,
  phoneNumber: string,
  phoneNumberId: string,
): NumberVerdict {
  const error = readGraphError(answer);
  if (error !== undefined) return { is: 'REFUSED', httpStatus, error, decidingCode: codeThatDecides(error) };
  if (!isRecord(answer) || answer['id'] !== phoneNumberId) return { is: 'ODD', httpStatus };
  const shown = answer['display_phone_number'];
  const isOther = typeof shown === 'string' && digitsOf(shown) !== digitsOf(phoneNumber);
  return { is: isOther ? 'OTHER_NUMBER' : 'KNOWN' };
}

/** "+1 555-078-3881" and "+15550783881" are one. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '');
}

/** Name or code: messages of network errors carry addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
