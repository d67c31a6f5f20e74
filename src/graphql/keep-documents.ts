/**
 * Of the texts of all documents that are kept read: some hundreds of usual ones. What is read takes up to a hundred times its
 * text, so their number would not bound the memory; characters.
 */
export const maxLengthKept = 512 * 1024;

/** What was read of a document, for when its client sends it again. What was asked for longest ago is forgotten first. */
export function keepDocuments<Read>(maxLength = maxLengthKept): {
  get: (text: string) => Read | undefined;
  set: (text: string, read: Read) => void;
} {
  const kept = new Map<string, Read>();
  let length = 0;

  function forget(text: string): void {
    if (kept.delete(text)) length -= text.length;
  }

  return {
    get(text) {
      const read = kept.get(text);
      if (read === undefined) return undefined;
      kept.delete(text);
      kept.set(text, read);
      return read;
    },
    set(text, read) {
      forget(text);
      kept.set(text, read);
      length += text.length;
      for (const oldest of kept.keys()) {
        if (length <= maxLength) break;
        forget(oldest);
      }
    },
  };
}
