import type { Doorbell } from '../db/doorbell.ts';

/** Remembers a ring that came while nobody waited, so that none between two waits is lost. */
export function awaitRings(
  doorbell: Doorbell,
  topic: string,
  signal: AbortSignal,
): { next(maxMs: number): Promise<void>; stop(): void } {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    rung = true;
    wake?.();
  };
  const stopListening = doorbell.onRing(topic, ring);
  signal.addEventListener('abort', ring, { once: true });
  return {
    async next(maxMs) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, maxMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
    stop() {
      stopListening();
      signal.removeEventListener('abort', ring);
    },
  };
}
