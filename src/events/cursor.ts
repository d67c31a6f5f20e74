/** A place in the log of one tenant: everything up to and including `seq` is known. */
export interface Cursor {
  epoch: string;
  tenantId: string;
  seq: number;
}

const version = 1;
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const form = new RegExp(`^${version}\\.(${uuid})\\.(${uuid})\\.(0|[1-9]\\d{0,15})$`);

/** Opaque to callers. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${version}.${cursor.epoch}.${cursor.tenantId}.${cursor.seq}`).toString('base64url');
}

/** Undefined for anything that we did not write in this form. */
export function readCursor(given: string): Cursor | undefined {
  if (given.length > 200) return undefined;
  const text = Buffer.from(given, 'base64url').toString('latin1');
  const [, epoch, tenantId, seq] = form.exec(text) ?? [];
  if (epoch === undefined || tenantId === undefined || seq === undefined) return undefined;
  const cursor = { epoch, tenantId, seq: Number(seq) };
  return writeCursor(cursor) === given ? cursor : undefined;
}
