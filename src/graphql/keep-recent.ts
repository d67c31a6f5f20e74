/** Values that were asked for lately, by their texts. */
export interface Recent<Value> {
  get: (text: string) => Value | undefined;
  set: (text: string, value: Value) => void;
}

/**
 * Keeps what was asked for lately, up to a number of characters of all texts together: what is made of a text is larger
 * than it by a factor, so their length bounds the memory, and their number would not.
 */
export function keepRecent<Value>(maxLength: number): Recent<Value> {
  /** The one that was asked for longest ago first. */
  const kept = new Map<string, Value>();
  let length = 0;

  function forget(text: string): void {
    if (kept.delete(text)) length -= text.length;
  }

  return {
    get(text) {
      const value = kept.get(text);
      if (value !== undefined) {
        kept.delete(text);
        kept.set(text, value);
      }
      return value;
    },
    set(text, value) {
      forget(text);
      kept.set(text, value);
      length += text.length;
      for (const oldest of kept.keys()) {
        if (length <= maxLength) break;
        forget(oldest);
      }
    },
  };
}
