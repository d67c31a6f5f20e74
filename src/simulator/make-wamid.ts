import { randomUUID } from 'node:crypto';

/** Like Meta's: unique, and base64 that embeds whom the message went to. */
export function makeWamid(address: string): string {
  const bytes = `\x1c\x18${String.fromCharCode(address.length)}${address}\x15\x02\x00\x12\x18\x14${makeSerial()}\x00`;
  return `wamid.${Buffer.from(bytes, 'latin1').toString('base64')}`;
}

// Twenty of a UUID's random hex digits; the ends are taken because the middle holds its version.
function makeSerial(): string {
  const uuid = randomUUID();
  return `${uuid.slice(0, 8)}${uuid.slice(-12)}`.toUpperCase();
}
