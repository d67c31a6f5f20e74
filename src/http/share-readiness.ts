/** An answer holds for so long: health checks come every second at most, and strangers as often as they like; ms. */
const keptMs = 500;
/** What takes longer is no; ms. */
const patienceMs = 1_000;

/** Whether the process is ready. Any number of callers may ask: one question runs at a time, and all of them get its answer. */
export function shareReadiness(ask: () => Promise<unknown>): () => Promise<boolean> {
  /** A question that was given up is still on its way: until it is over there is no second one. */
  let asking: Promise<boolean> | undefined;
  let known = { isReady: false, until: 0 };

  function note(isReady: boolean): boolean {
    known = { isReady, until: performance.now() + keptMs };
    asking = undefined;
    return isReady;
  }

  async function askOnce(): Promise<boolean> {
    const answer = ask().then(
      () => note(true),
      () => note(false),
    );
    const tooLate = Promise.withResolvers<boolean>();
    const timer = setTimeout(tooLate.resolve, patienceMs, false);
    const isReady = await Promise.race([answer, tooLate.promise]);
    clearTimeout(timer);
    return isReady;
  }

  return () => (performance.now() < known.until ? Promise.resolve(known.isReady) : (asking ??= askOnce()));
}
