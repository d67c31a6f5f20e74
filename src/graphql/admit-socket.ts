import type { WebSocket } from 'ws';
import type { Authenticate, Caller } from '../auth/authenticate.ts';
import type { KeyWatch } from '../auth/watch-keys.ts';
import type { Shares } from '../doors/share-places.ts';

interface AdmissionTools {
  authenticate: Authenticate;
  keys: KeyWatch;
  /** The places of sockets whose key is known. */
  places: Shares;
  noteFailure: (figures: Record<string, number>, error: unknown) => void;
}

/** Close codes: of RFC 6455's registry, which clients come back after; and graphql-ws's, which they do not. */
const tryAgainLater = 1013;
const forbidden = 4403;

/**
 * Asks the first message of a socket for its key, and closes the socket when the key goes. Answers the caller; undefined for
 * a key that does not stand. A socket that is closed here with a code of its own gets no other.
 */
export async function admitSocket(
  tools: AdmissionTools,
  socket: WebSocket,
  params: Record<string, unknown> | undefined,
): Promise<Caller | undefined> {
  try {
    const caller = await tools.authenticate(authorizationIn(params));
    if (!caller) return undefined;
    if (socket.readyState !== socket.OPEN) return caller;
    if (!tools.places.take(caller.keyId)) {
      socket.close(tryAgainLater, `Expected at most ${tools.places.holds(caller.keyId)} sockets of one key`);
      return undefined;
    }
    keepWhileOpen(tools, socket, caller.keyId);
    return caller;
  } catch (error) {
    tools.noteFailure({}, error);
    // Clients come back by themselves after this code, and not after the 4500 that would follow.
    socket.close(tryAgainLater, 'Try again later');
    return undefined;
  }
}

function keepWhileOpen({ keys, places }: AdmissionTools, socket: WebSocket, keyId: string): void {
  const key = keys.hold(keyId);
  const end = (): void => {
    socket.close(forbidden, 'Forbidden');
  };
  key.gone.addEventListener('abort', end);
  socket.once('close', () => {
    key.gone.removeEventListener('abort', end);
    key.release();
    places.release(keyId);
  });
}

/** `connectionParams: { authorization: "Bearer <key>" }`; GraphiQL sends the headers of its tab, whole or one by one. */
function authorizationIn(params: Record<string, unknown> | undefined): string | undefined {
  const places = [params, params?.['headers']].filter((each) => typeof each === 'object' && each !== null);
  for (const place of places) {
    for (const [name, value] of Object.entries(place)) {
      if (name.toLowerCase() === 'authorization' && typeof value === 'string') return value;
    }
  }
  return undefined;
}
