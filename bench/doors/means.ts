import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from './attacks.ts';

/** What was refused or broken off comes again after this; ms. */
const restMs = 100;

/** Opens connections and closes none. Who is deaf takes nothing of what is answered. */
export function floodSockets(
  { port, share }: Target,
  flood: { perSecond: number; most: number; say: (n: number) => string | Buffer; isDeaf?: boolean },
): void {
  const began = performance.now();
  let opened = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * flood.perSecond;
    for (; opened < Math.min(due, flood.most) * share; opened += 1) {
      const socket = open(port, flood.say(opened));
      if (flood.isDeaf !== true) socket.resume();
    }
    if (opened >= flood.most * share) clearInterval(timer);
  }, 10);
}

/** Sends bodies up to their last bytes, and a new one where the server has closed the connection. */
export function holdBodies(
  { port, share }: Target,
  { count, text, bytes }: { count: number; text: string; bytes: number },
): void {
  const given = Buffer.concat([Buffer.from(text), Buffer.alloc(bytes, 'x')]);
  const hold = (): void => {
    const socket = open(port, given);
    socket.resume();
    socket.once('end', () => socket.destroy());
    socket.once('close', () => setTimeout(hold, restMs));
  };
  for (let n = 0; n < Math.max(1, count * share); n += 1) hold();
}

/** Posts the same again and again, so many at once, and reads each answer. */
export function ask(
  { port, share }: Target,
  asked: { atOnce: number; path: string; headers: Record<string, string>; body: string },
): void {
  const { atOnce, path, headers, body } = asked;
  for (let n = 0; n < Math.max(1, atOnce * share); n += 1) void askForEver();

  async function askForEver(): Promise<void> {
    for (;;) {
      try {
        await (
          await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })
        ).arrayBuffer();
      } catch {
        await pause(restMs);
      }
    }
  }
}

/** Never closes its side, as a hostile one would not. */
function open(port: number, text: string | Buffer): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.once('connect', () => socket.write(text));
  return socket;
}
