/** The least memory that a body in parts is given; bytes. */
const minHeld = 4 * 1024;

/** One body, of which parts come. */
export interface GatheredParts {
  /** How many bytes more are held once a part is added. */
  growthBy: (part: Buffer) => number;
  add: (part: Buffer) => void;
  whole: () => Buffer;
}

/**
 * Copies each part behind the one before, into memory that grows to twice the bytes at most. Kept apart, parts of one byte
 * would take hundreds of times as much.
 */
export function gatherParts(mostBytes: number): GatheredParts {
  let held: Buffer = Buffer.alloc(0);
  let bytes = 0;

  function sizeWith(part: Buffer): number {
    const needed = bytes + part.length;
    if (needed <= held.length) return held.length;
    return Math.min(mostBytes, Math.max(minHeld, 2 * held.length, needed));
  }

  return {
    growthBy: (part) => sizeWith(part) - held.length,
    add(part) {
      const size = sizeWith(part);
      // The usual body is whole with its first part, and needs no copy.
      if (part.length === mostBytes) held = part;
      else {
        if (size > held.length) held = Buffer.concat([held.subarray(0, bytes)], size);
        part.copy(held, bytes);
      }
      bytes += part.length;
    },
    whole: () => held.subarray(0, bytes),
  };
}
