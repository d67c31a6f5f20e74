/** A place in the log of one tenant: everything up to and including `seq` is known. */
export interface Cursor {
  epoch: string;
  tenantId: string;
  seq: number;
}

/** One byte of version, epoch, tenant, and the number in six bytes: short enough for the reason of a closed socket. */
const version = 1;
const idBytes = 16;
const seqBytes = 6;
const seqAt = 1 + 2 * idBytes;
const length = seqAt + seqBytes;

/** Opaque to callers. */
export function writeCursor({ epoch, tenantId, seq }: Cursor): string {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(version);
  bytes.write(epoch.replaceAll('-', ''), 1, 'hex');
  bytes.write(tenantId.replaceAll('-', ''), 1 + idBytes, 'hex');
  bytes.writeUIntBE(seq, seqAt, seqBytes);
  return bytes.toString('base64url');
}

/** Undefined for anything that we did not write in this form. */
export function readCursor(given: string): Cursor | undefined {
  if (given.length > 200) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.length !== length || bytes[0] !== version) return undefined;
  const cursor = {
    epoch: readId(bytes, 1),
    tenantId: readId(bytes, 1 + idBytes),
    seq: bytes.readUIntBE(seqAt, seqBytes),
  };
  return writeCursor(cursor) === given ? cursor : undefined;
}

function readId(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + idBytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
