/** Documents that are kept read; a client has some dozens of them. */
export const maxKept = 300;
/** A longer one is read each time: a message of every kind, whole, is asked for with half of it; characters. */
export const maxKeptLength = 32 * 1024;

/** What was read of a document, for when its client sends it again. What was asked for longest ago is forgotten first. */
export function keepDocuments<Read>(): {
  get: (text: string) => Read | undefined;
  set: (text: string, read: Read) => void;
} {
  const kept = new Map<string, Read>();
  return {
    get(text) {
      const read = kept.get(text);
      if (read === undefined) return undefined;
      kept.delete(text);
      kept.set(text, read);
      return read;
    },
    set(text, read) {
      if (text.length > maxKeptLength) return;
      const [oldest] = kept.keys();
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
      kept.set(text, read);
    },
  };
}
