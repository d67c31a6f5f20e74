import type { IncomingMessage } from 'node:http';

const namesOfThisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether the control side may answer. It tells and changes everything without a key, so while the simulator listens on this
 * machine alone, a page of a stranger must not reach it by a name of its own that points here (DNS rebinding).
 */
export function isControlAllowed(listensOn: string, { headers }: IncomingMessage): boolean {
  if (!namesOfThisMachine.includes(listensOn) && listensOn !== '::1') return true;
  const host = `http://${headers.host ?? ''}`;
  return URL.canParse(host) && namesOfThisMachine.includes(new URL(host).hostname);
}
