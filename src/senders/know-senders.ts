import type { Tx } from '../db/database.ts';
import { findSendersByPhone } from './find-senders.ts';
import type { Sender } from './sender.ts';

/** Senders that are asked for with every message: they change only when a process starts, so they are remembered. */
export interface KnownSenders {
  /** The tenant's senders among these numbers, by number. */
  find(
    tx: Pick<Tx, 'query'>,
    tenantId: string,
    phoneNumbers: readonly string[],
  ): Promise<ReadonlyMap<string, Sender>>;
}

/** A sender that another process changed is seen at most this much later; ms. */
const rememberMs = 10_000;
/** Only those that exist, so that guesses cannot fill it; a few hundred bytes each. */
const maxRemembered = 10_000;

export function knowSenders(): KnownSenders {
  const remembered = new Map<string, { sender: Sender; until: number }>();

  return {
    async find(tx, tenantId, phoneNumbers) {
      const now = performance.now();
      const asked = new Set(phoneNumbers);
      const known = [...asked].flatMap((number) => {
        const found = remembered.get(`${tenantId} ${number}`);
        return found && now < found.until ? [[number, found.sender] as const] : [];
      });
      if (known.length === asked.size) return new Map(known);
      const senders = await findSendersByPhone(tx, tenantId, [...asked]);
      if (remembered.size + senders.size > maxRemembered) remembered.clear();
      for (const [number, sender] of senders)
        remembered.set(`${tenantId} ${number}`, { sender, until: now + rememberMs });
      return senders;
    },
  };
}
