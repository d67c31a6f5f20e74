const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Text as it was written, or undefined when the bytes are no UTF-8. They are never mended: two keys that differ in such a byte
 * would become one.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
