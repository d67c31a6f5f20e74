/** Ctrl-C reaches every process of the terminal, and npm sends it once more: this soon it is the same signal; ms. */
const sameSignalMs = 1_000;

/** Resolves with the first signal. One that comes more than a second later ends the process at once. */
export function awaitStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let firstAt: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const earlier = process.listeners(signal);
    process.on(signal, () => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > sameSignalMs) process.exit(1);
      resolve(undefined);
    });
    // Those of `check-node.mjs`, which end process 1. Not before ours: between the two a signal would be lost.
    for (const listener of earlier) process.off(signal, listener);
  }
  return promise;
}
