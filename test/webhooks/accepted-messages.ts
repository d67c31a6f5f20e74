import { EnqueueList } from '../support/operations.ts';
import { eventually } from '../support/eventually.ts';
import { sender, type Gateway } from '../support/start-gateway.ts';
import type { LedgerEntry } from '../support/start-simulator.ts';

export interface SentMessage {
  id: string;
  entry: LedgerEntry;
}

/** Messages that WhatsApp has, and that only the test will say more about. In the order in which they were stored. */
export async function acceptedMessages(
  { api, simulator, database }: Gateway,
  phones: readonly string[],
): Promise<SentMessage[]> {
  const inputs = phones.map((phone) => ({
    from: sender,
    to: { phone },
    message: { text: { body: 'Hello' } },
  }));
  const { enqueueMessages } = await api.call(EnqueueList, { inputs });
  const ids = enqueueMessages.flatMap((each) =>
    each.__typename === 'EnqueuedMessage' ? [each.message.id] : [],
  );
  const unsettled = () =>
    database.query(
      `SELECT 1 FROM delivery WHERE message_id = ANY($1) AND phase NOT IN ('HANDED_OVER', 'UNKNOWN')`,
      [ids],
    );
  await eventually(unsettled, (rows) => rows.length === 0);
  const entries = new Map((await simulator.ledger()).map((entry) => [entry.opaque?.split('.')[1], entry]));
  return ids.map((id) => {
    const entry = entries.get(id);
    if (!entry) throw new Error('Expected every message in the ledger.');
    return { id, entry };
  });
}
