import type { Failure } from './failure.ts';
import { failureOf } from './failures.ts';
import { readAcceptance, type Acceptance } from './read-acceptance.ts';
import { readGraphError, type GraphError } from './read-graph-error.ts';

/** What was seen of one attempt. */
export interface Observation {
  /** undici wrote the request line: from here on nobody can say that it was not sent. */
  headersSent: boolean;
  status?: number | undefined;
  /** Undefined when it could not be read to its end. */
  body?: string | undefined;
  error?: { name: string; code?: string | undefined } | undefined;
}

/** What it proves. WhatsApp has no idempotency key, so that a wrong class here is a lost or a doubled message. */
export type SendOutcome =
  /** Never left us: free to try again. */
  | { class: 'NOT_WRITTEN'; reason: string }
  /** WhatsApp said no: certainly not sent. */
  | { class: 'REFUSED'; httpStatus: number; error: GraphError; failure: Failure }
  | ({ class: 'ACCEPTED' } & Acceptance)
  /** Taken, but the answer is unreadable: never to be sent again. */
  | { class: 'ACCEPTED_ID_LOST'; httpStatus: number }
  /** May have been sent; only a webhook can tell. */
  | { class: 'UNKNOWN'; reason: string; httpStatus?: number };

/** `ownId`: of the number that was to send; WhatsApp's sentences may name it. */
export function classifyAnswer(seen: Observation, ownId?: string): SendOutcome {
  const { status, body } = seen;
  if (status === undefined) {
    return { class: seen.headersSent ? 'UNKNOWN' : 'NOT_WRITTEN', reason: reasonOf(seen.error) };
  }
  if (status >= 200 && status < 300) return accepted(status, body);

  const error = readGraphError(jsonOf(body), ownId);
  if (error !== undefined && isRefusal(status, error)) {
    const failure = failureOf(codeThatDecides(error), {
      httpStatus: status,
      isTransient: error.isTransient === true,
    });
    return { class: 'REFUSED', httpStatus: status, error, failure };
  }
  return { class: 'UNKNOWN', reason: unprovedReason(body, error), httpStatus: status };
}

/**
 * A subcode decides where it says more than its code: 33 of 100 means that the number is wrong or no longer ours (REF §10).
 * Newer versions leave subcodes out (REF §4.1); then the type says it, since there is no such method of a number that is ours.
 * A subcode that nobody knows takes nothing back.
 */
export function codeThatDecides({ code, subcode, type }: GraphError): string {
  return decidingCauses.get(`${code}/${subcode}`) ?? decidingCauses.get(`${code}/${type}`) ?? code;
}

const decidingCauses: ReadonlyMap<string, string> = new Map([
  ['100/33', '33'],
  ['100/GraphMethodException', '33'],
]);

function accepted(httpStatus: number, body: string | undefined): SendOutcome {
  const acceptance = readAcceptance(jsonOf(body));
  return acceptance === undefined
    ? { class: 'ACCEPTED_ID_LOST', httpStatus }
    : { class: 'ACCEPTED', ...acceptance };
}

/** A server fault may strike after the message was taken; only these codes say that it was not. */
const refusedByServer = new Set(['2', '131016', '131057', '133004']);

function isRefusal(status: number, error: GraphError): boolean {
  // 408 is about the connection, whatever its body says.
  if (status >= 400 && status < 500) return status !== 408;
  return status >= 500 && status < 600 && (refusedByServer.has(error.code) || error.isTransient === true);
}

function reasonOf(error: Observation['error']): string {
  if (error === undefined) return 'NO_ANSWER';
  if (error.name === 'TimeoutError') return 'DEADLINE';
  if (error.name === 'AbortError') return 'ABORTED';
  return error.code ?? error.name;
}

function unprovedReason(body: string | undefined, error: GraphError | undefined): string {
  if (body === undefined) return 'BODY_UNREADABLE';
  return error === undefined ? 'NO_GRAPH_ERROR' : 'GRAPH_ERROR_WITHOUT_PROOF';
}

function jsonOf(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : JSON.parse(body);
  } catch {
    return undefined;
  }
}
