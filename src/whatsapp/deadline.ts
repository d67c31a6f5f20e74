/** A signal that ends with its attempt; AbortSignal.timeout and .any would live until the collector comes. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/** Aborts after `ms`, or as soon as `outer` does. */
export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const expire = () => {
    controller.abort(new DOMException('The time for this attempt is over.', 'TimeoutError'));
  };
  const follow = () => {
    controller.abort(new DOMException('The caller gave up.', 'AbortError'));
  };
  const timer = setTimeout(expire, ms);
  if (outer?.aborted === true) follow();
  outer?.addEventListener('abort', follow);

  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', follow);
    },
  };
}
