import { CommitUnknown, isConnectionLost, mayPass, toError } from '../db/failures.ts';
import { readWebhook, type WebhookReading } from '../whatsapp/read-webhook.ts';
import { applyReadings, type Applied } from './apply-readings.ts';
import type { ApplyTools } from './apply-webhooks.ts';
import { deadItem } from './dead-item.ts';
import { listWaiting, markApplied, readWaiting, setAside } from './inbox.ts';

/** How often an error is believed to pass by itself, before the item that meets it each time is set aside. */
const maxPasses = 5;

/**
 * After a batch that failed as a whole: every body is applied in a transaction of its own, and when that fails every item
 * of it. An item whose own transaction fails is set aside. Items may be applied twice after a crash, which does no harm.
 */
export async function applyOneByOne(
  tools: ApplyTools,
  limit: number,
  committed: (tools: ApplyTools, applied: Applied) => Promise<void>,
): Promise<number> {
  let finished = 0;
  let passing: Error | undefined;
  for (const inboxId of await listWaiting(tools.database, limit)) {
    const failed = (await applyBody(tools, inboxId, committed)) ?? undefined;
    if (failed === undefined) finished += 1;
    else passing ??= failed;
  }
  // Now the caller pauses before it looks again.
  if (passing) throw passing;
  return finished;
}

/** Returns the error that kept the body waiting, if there was one. */
async function applyBody(
  tools: ApplyTools,
  inboxId: number,
  committed: (tools: ApplyTools, applied: Applied) => Promise<void>,
): Promise<Error | undefined> {
  const [waiting] = await readWaiting(tools.database, inboxId);
  if (!waiting) return undefined;
  const reading = { inboxId, ...readWebhook(waiting.body) };
  try {
    await committed(tools, await applyAlone(tools, reading, true));
    return undefined;
  } catch (error) {
    mustGoOn(error);
  }
  let passing: Error | undefined;
  for (const part of partsOf(reading)) {
    try {
      await committed(tools, await applyAlone(tools, part, false));
    } catch (error) {
      mustGoOn(error);
      const path = pathOf(part);
      if (mayPass(error) && countPass(`${inboxId} ${path}`) < maxPasses) passing ??= toError(error);
      else await bury(tools, { inboxId, path }, error, committed);
    }
  }
  if (passing) return passing;
  await tools.database.transaction((tx) => {
    markApplied(tx, [inboxId]);
    return Promise.resolve();
  });
  return undefined;
}

type Reading = WebhookReading & { inboxId: number };

async function applyAlone(tools: ApplyTools, reading: Reading, isWhole: boolean): Promise<Applied> {
  return tools.database.transaction((tx) =>
    applyReadings(tx, tools, [reading], () => {
      if (isWhole) markApplied(tx, [reading.inboxId]);
    }),
  );
}

/** Nobody is at fault when the database is away, and nothing else would succeed. */
function mustGoOn(error: unknown): void {
  if (error instanceof CommitUnknown || isConnectionLost(error)) throw error;
}

/** Each item as a body of its own. */
function partsOf(reading: Reading): Reading[] {
  const empty = { ...reading, statuses: [], messages: [], people: [], problems: [] };
  return [
    ...reading.problems.map((each) => ({ ...empty, problems: [each] })),
    ...reading.statuses.map((each) => ({ ...empty, statuses: [each] })),
    ...reading.messages.map((each) => ({ ...empty, messages: [each] })),
    ...reading.people.map((each) => ({ ...empty, people: [each] })),
  ];
}

function pathOf({ problems, statuses, messages, people }: Reading): string {
  return [...problems, ...statuses, ...messages, ...people][0]?.path ?? '';
}

async function bury(
  tools: ApplyTools,
  of: { inboxId: number; path: string },
  error: unknown,
  committed: (tools: ApplyTools, applied: Applied) => Promise<void>,
): Promise<void> {
  const dead = [deadItem({ ...of, tenantId: undefined }, error)];
  await tools.database.transaction((tx) => setAside(tx, dead));
  await committed(tools, { bodies: 1, dead, strangers: 0, ofTenants: new Map() });
}

/** Of the items that wait for something to pass; entries. */
const maxCounted = 1_000;
const passes = new Map<string, number>();

function countPass(item: string): number {
  const count = (passes.get(item) ?? 0) + 1;
  if (passes.size >= maxCounted) passes.clear();
  passes.set(item, count);
  return count;
}
