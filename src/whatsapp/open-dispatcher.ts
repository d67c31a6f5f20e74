import { Agent, Pool, ProxyAgent, type Dispatcher } from 'undici';

export interface DispatcherOptions {
  /** Requests in flight at once. */
  connections: number;
  timeouts: { connectMs: number; headersMs: number; totalMs: number };
  /** With user and password, if it wants them. Undefined: WhatsApp is reached directly. */
  proxy?: string | undefined;
}

const maxAnswerBytes = 1_048_576; // 1 MiB; a real answer has less than 1 KiB

/** Connections to WhatsApp, one request at a time on each, and never one that is repeated. */
export function openDispatcher({ connections, timeouts, proxy }: DispatcherOptions): Dispatcher {
  const options = {
    connections,
    pipelining: 1,
    allowH2: false, // one request per socket, so that an aborted one takes no other with it
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.totalMs,
    maxResponseSize: maxAnswerBytes,
  };
  const { connectMs } = timeouts;
  if (proxy === undefined) return new Agent({ ...options, connect: { timeout: connectMs } });
  return new ProxyAgent({
    ...options,
    uri: proxy,
    // Also for http: a request that the proxy does not let through is then certainly not written.
    proxyTunnel: true,
    connectTimeout: connectMs,
    requestTls: { allowH2: false },
    proxyTls: { allowH2: false },
    // Without it a proxy that is silent would hold the place of a request for five minutes.
    clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout: connectMs }),
  });
}
