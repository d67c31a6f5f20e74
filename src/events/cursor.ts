/** A place in the log of one tenant: everything up to and including `seq` is known. */
export interface Cursor {
  epoch: string;
  tenantId: string;
  seq: number;
  /**
   * The mark of the event at `seq`. Undefined where there is nothing to compare: the log is empty, the event is pruned, or the
   * cursor was written before cursors had marks.
   */
  mark?: number | undefined;
}

/** The place just behind an event of this log. */
export function cursorAt(
  { epoch, tenantId }: Pick<Cursor, 'epoch' | 'tenantId'>,
  { seq, mark }: Pick<Cursor, 'seq' | 'mark'>,
): Cursor {
  return { epoch, tenantId, seq, mark };
}

/**
 * One byte of version, epoch, tenant, the number in six bytes, and the mark in four: short enough for the reason of a closed
 * socket. A cursor without a mark has the first version, as every cursor had before there were marks.
 */
const versionWithoutMark = 1;
const versionWithMark = 2;
const idBytes = 16;
const seqBytes = 6;
const markBytes = 4;
const seqAt = 1 + 2 * idBytes;
const markAt = seqAt + seqBytes;

/** Opaque to callers. */
export function writeCursor({ epoch, tenantId, seq, mark }: Cursor): string {
  const bytes = Buffer.alloc(mark === undefined ? markAt : markAt + markBytes);
  bytes.writeUInt8(mark === undefined ? versionWithoutMark : versionWithMark);
  bytes.write(epoch.replaceAll('-', ''), 1, 'hex');
  bytes.write(tenantId.replaceAll('-', ''), 1 + idBytes, 'hex');
  bytes.writeUIntBE(seq, seqAt, seqBytes);
  if (mark !== undefined) bytes.writeUInt32BE(mark, markAt);
  return bytes.toString('base64url');
}

/** Undefined for anything that we did not write in one of these forms. */
export function readCursor(given: string): Cursor | undefined {
  if (given.length > 200) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.length !== markAt && bytes.length !== markAt + markBytes) return undefined;
  const cursor = {
    epoch: readId(bytes, 1),
    tenantId: readId(bytes, 1 + idBytes),
    seq: bytes.readUIntBE(seqAt, seqBytes),
    mark: bytes.length === markAt ? undefined : bytes.readUInt32BE(markAt),
  };
  return writeCursor(cursor) === given ? cursor : undefined;
}

function readId(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + idBytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
