import type { Dispatcher } from 'undici';
import type { Log } from '../log/log.ts';
import { classifyAnswer, type Observation, type SendOutcome } from './classify-answer.ts';
import { startDeadline } from './deadline.ts';
import { openDispatcher } from './open-dispatcher.ts';
import { createSlots } from './slots.ts';
import { watchHeaders, type HeadersWatch } from './watch-headers.ts';

export interface WhatsAppClientOptions {
  /** `https://graph.facebook.com`, or the simulator. */
  baseUrl: string;
  /** Like `v24.0`: pinned, since Meta changes shapes between versions. */
  apiVersion: string;
  /** Requests in flight at once; further ones wait for a slot. */
  connections: number;
  /** connectMs < headersMs < totalMs; design §2 gives 5, 15 and 20 seconds. */
  timeouts: { connectMs: number; headersMs: number; totalMs: number };
  /** With user and password, if it wants them. Undefined: WhatsApp is reached directly. */
  proxy?: string | undefined;
  log: Log;
}

export interface SendRequest {
  phoneNumberId: string;
  accessToken: string;
  body: object | string;
  /** Whose attempt it is, for the log. */
  subject?: { messageId: string; attempt: number } | undefined;
  signal?: AbortSignal | undefined;
  /** Asked once there is a connection: whoever waited for one may have lost the leave to send. */
  mayWrite?: (() => boolean) | undefined;
}

export interface WhatsAppClient extends AsyncDisposable {
  /** One attempt, never repeated. Network faults do not throw: they are classified like answers. */
  send(request: SendRequest): Promise<SendOutcome & { durationMs: number }>;
}

/** The reason of what was not written because `mayWrite` said no. */
export const withdrawn = 'WITHDRAWN';

export function createWhatsAppClient(options: WhatsAppClientOptions): WhatsAppClient {
  const { baseUrl, apiVersion, connections, timeouts, log } = options;
  const agent = openDispatcher(options);
  const slots = createSlots(connections);
  const root = new URL(`${baseUrl.replace(/\/$/, '')}/${apiVersion}/`);

  return {
    async send(request) {
      const startedAt = performance.now();
      const body = Buffer.from(
        typeof request.body === 'string' ? request.body : JSON.stringify(request.body),
      );
      const watch = watchHeaders(body);
      const url = new URL(`${encodeURIComponent(request.phoneNumberId)}/messages`, root);
      const headers = { authorization: `Bearer ${request.accessToken}`, 'content-type': 'application/json' };

      using deadline = startDeadline(timeouts.totalMs, request.signal);
      const release = await slots.take(deadline.signal);
      let outcome: SendOutcome;
      if (release === undefined) outcome = { class: 'NOT_WRITTEN', reason: 'NO_FREE_CONNECTION' };
      else if (request.mayWrite?.() === false) {
        release();
        outcome = { class: 'NOT_WRITTEN', reason: withdrawn };
      } else {
        const post = { body, headers, signal: deadline.signal, watch };
        outcome = classifyAnswer(await observe(agent, url, post, release), request.phoneNumberId);
      }
      const durationMs = Math.round(performance.now() - startedAt);
      logOutcome(log, request, outcome, durationMs);
      return { ...outcome, durationMs };
    },
    [Symbol.asyncDispose]: async () => {
      await agent.close();
    },
  };
}

interface Post {
  body: Buffer;
  headers: Record<string, string>;
  signal: AbortSignal;
  watch: HeadersWatch;
}

/** What is seen of the attempt by its deadline. `release` is called when undici has let go of the connection. */
async function observe(
  agent: Dispatcher,
  url: URL,
  request: Post,
  release: () => void,
): Promise<Observation> {
  const posted = post(agent, url, request).finally(release);
  // While it connects undici only takes note of an abort: it will not write then, but it settles no sooner either.
  const gaveUp = new Promise<Observation>((resolve) => {
    const giveUp = () => {
      if (!request.watch.sent) resolve({ headersSent: false, error: describe(request.signal.reason) });
    };
    if (request.signal.aborted) giveUp();
    else request.signal.addEventListener('abort', giveUp);
  });
  return await Promise.race([posted, gaveUp]);
}

async function post(agent: Dispatcher, url: URL, { watch, ...request }: Post): Promise<Observation> {
  let status: number | undefined;
  try {
    const { origin, pathname: path } = url;
    const answer = await agent.request({ origin, path, method: 'POST', ...request });
    status = answer.statusCode;
    return { headersSent: true, status, body: await answer.body.text() };
  } catch (error) {
    return { headersSent: watch.sent, status, error: nameTunnel(describe(error), request.signal) };
  }
}

/** What undici says of a tunnel that the proxy refused, for it says the same of an abort: then our signal has come. */
function nameTunnel(error: Fault, { aborted }: AbortSignal): Fault {
  return error.code === 'UND_ERR_ABORTED' && !aborted ? { name: 'ProxyError', code: 'PROXY_REFUSED' } : error;
}

interface Fault {
  name: string;
  code?: string;
}

/** Name and code only: messages of network errors carry addresses. */
function describe(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  return { name: error.name, ...(typeof code === 'string' ? { code } : {}) };
}

/** Ids, codes and times only. The usual case is quiet: the dispatcher tells what became of the message. */
function logOutcome(
  log: Log,
  { phoneNumberId, subject }: SendRequest,
  outcome: SendOutcome,
  durationMs: number,
): void {
  const line = {
    event: 'whatsapp.answered',
    phoneNumberId,
    ...subject,
    class: outcome.class,
    durationMs,
    ...('reason' in outcome ? { reason: outcome.reason } : {}),
    ...('httpStatus' in outcome ? { httpStatus: outcome.httpStatus } : {}),
    ...('error' in outcome ? { code: outcome.error.code, fbtraceId: outcome.error.fbtraceId } : {}),
  };
  if (outcome.class === 'ACCEPTED') log.debug(line);
  else log.warn(line);
}
