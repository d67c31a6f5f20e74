import { randomInt } from 'node:crypto';
import { statusOf } from '../support/status-webhook.ts';

/** A status within every limit of the reader, and too long for an index of Postgres, because it cannot be compressed. */
export function poison(): object {
  return statusOf({ wamid: noise(), opaque: null }, 'delivered', { recipient_participant_id: noise() });
}

function noise(): string {
  return String.fromCharCode(...Array.from({ length: 512 }, () => randomInt(0x4e00, 0x9fff)));
}
