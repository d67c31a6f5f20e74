import type { Doorbell } from '../db/doorbell.ts';
import { gateTopic } from '../queue/topics.ts';
import type { GateTimes } from './gate-times.ts';

/** Remembers a ring that came while the lane was busy. */
export function listen(
  doorbell: Doorbell,
  topic: string,
  signal: AbortSignal,
): Disposable & { next(): Promise<void> } {
  let bell = Promise.withResolvers<undefined>();
  const stop = doorbell.onRing(topic, () => {
    bell.resolve(undefined);
  });
  signal.addEventListener(
    'abort',
    () => {
      bell.resolve(undefined);
    },
    { once: true },
  );
  return {
    async next() {
      await bell.promise;
      if (!signal.aborted) bell = Promise.withResolvers<undefined>();
    },
    [Symbol.dispose]: stop,
  };
}

/** Until the time is over or the gate is rung. A new message wakes nobody: it brings no leave to send. */
export function nap(
  { doorbell, gateTimes }: { doorbell: Doorbell; gateTimes: GateTimes },
  senderId: string,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = doorbell.onRing(gateTopic(senderId), end);
    const timer = setTimeout(end, Math.min(ms, gateTimes.lookMs));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();

    function end(): void {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
