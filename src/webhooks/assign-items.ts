import type { Tx } from '../db/database.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import type { Sender } from '../senders/sender.ts';
import type { InboundReport } from '../whatsapp/read-inbound.ts';
import type { StatusUpdate } from '../whatsapp/read-status.ts';
import type { WebhookReading } from '../whatsapp/read-webhook.ts';
import type { DeadItem } from './dead-item.ts';

/** One thing that a webhook tells a sender. */
export type Item = { inboxId: number; path: string; sender: Sender } & (
  { kind: 'STATUS'; status: StatusUpdate } | { kind: 'MESSAGE'; message: InboundReport }
);

/** Webhooks name Meta's id of a number; one that is not ours is somebody else's business. */
export async function assignItems(
  tx: Pick<Tx, 'query'>,
  readings: readonly (WebhookReading & { inboxId: number })[],
): Promise<{ ofTenants: Map<string, Item[]>; dead: DeadItem[]; strangers: number }> {
  const given = readings.flatMap(({ inboxId, statuses, messages }) => [
    ...statuses.map((status) => ({ kind: 'STATUS' as const, inboxId, ...pick(status), status })),
    ...messages.map((message) => ({ kind: 'MESSAGE' as const, inboxId, ...pick(message), message })),
  ]);
  const problems = readings.flatMap(({ inboxId, problems }) =>
    problems.map((each) => ({ inboxId, ...each })),
  );
  const named = [...given, ...problems].flatMap((each) => each.phoneNumberId ?? []);
  const senders = await findSendersByPhoneNumberId(tx, named);
  const items = given.flatMap(({ phoneNumberId, ...item }) => {
    const sender = senders.get(phoneNumberId);
    return sender ? [{ ...item, sender }] : [];
  });
  const ofTenants = Map.groupBy(items, ({ sender }) => sender.tenantId);
  return {
    ofTenants: new Map([...ofTenants].sort(([a], [b]) => (a < b ? -1 : 1))),
    dead: problems.map(({ inboxId, path, reason, cause, phoneNumberId = '' }) => ({
      inboxId,
      path,
      reason,
      cause,
      tenantId: senders.get(phoneNumberId)?.tenantId,
    })),
    strangers: given.length - items.length,
  };
}

function pick({ path, phoneNumberId }: { path: string; phoneNumberId: string }) {
  return { path, phoneNumberId };
}
