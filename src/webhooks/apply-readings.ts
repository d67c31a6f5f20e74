import type { KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { appendEvents } from '../events/append-events.ts';
import type { WebhookReading } from '../whatsapp/read-webhook.ts';
import { addUp, applyOrSetAside, type AppliedItems } from './apply-items.ts';
import { assignItems } from './assign-items.ts';
import type { DeadItem } from './dead-item.ts';
import { setAside } from './inbox.ts';
import { takePeople } from './take-people.ts';

export interface ReadingTools {
  opaqueKey: KeyObject;
  /** What people are found by when their names must not be stored. */
  recipientKey: KeyObject;
  /** Half of it without a status means that webhooks are stalled; ms. */
  settleWindowMs: number;
}

export interface Applied {
  bodies: number;
  dead: readonly DeadItem[];
  strangers: number;
  /** People who have too many names to be known as one. */
  crowds: number;
  ofTenants: ReadonlyMap<string, AppliedItems>;
}

/** Applies what webhooks say. An item that cannot be applied is set aside alone. `finish` comes before the logs are locked. */
export async function applyReadings(
  tx: Tx,
  tools: ReadingTools,
  readings: readonly (WebhookReading & { inboxId: number })[],
  finish: () => void = () => undefined,
): Promise<Applied> {
  const { ofTenants, dead, strangers } = await assignItems(tx, readings);
  const done = new Map<string, AppliedItems>();
  for (const [tenantId, items] of ofTenants) {
    done.set(tenantId, await applyOrSetAside(tx, tools, tenantId, items, dead));
  }
  const people = readings.flatMap(({ inboxId, people }) => people.map((each) => ({ ...each, inboxId })));
  const taken = await takePeople(tx, tools.recipientKey, people, dead);
  for (const [tenantId, { drafts }] of taken) {
    const before = done.get(tenantId) ?? addUp([]);
    done.set(tenantId, { ...before, drafts: [...before.drafts, ...drafts] });
  }
  await setAside(tx, dead);
  finish();
  // The logs of tenants are locked last and in one order.
  for (const [tenantId, { drafts }] of [...done].sort(([a], [b]) => (a < b ? -1 : 1))) {
    appendEvents(tx, tenantId, drafts);
  }
  const crowds = [...taken.values()].reduce((sum, each) => sum + each.crowds, 0);
  return { bodies: readings.length, dead, strangers, crowds, ofTenants: done };
}
