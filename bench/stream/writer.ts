import { setTimeout as pause } from 'node:timers/promises';
import { defaultTenantId } from '../../src/auth/ensure-default-tenant.ts';
import { openDatabase } from '../../src/db/database.ts';
import { openDoorbell } from '../../src/db/doorbell.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { logTopic } from '../../src/events/topics.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { sharedNow } from './machine.ts';

/** What one run of writing is: event number n is about message n modulo their count, and carries n as its code. */
export interface WritePlan {
  databaseUrl: string;
  messageIds: string[];
  total: number;
  perTransaction: number;
  /** Events per second; 0: as fast as it goes. */
  rate: number;
}

/** When each event was committed. */
export interface Written {
  committedAt: number[];
}

/** A process that changes messages, as workers and webhooks do: transaction, COMMIT, ring. */
process.once('message', (plan: WritePlan) => void write(plan));

async function write(plan: WritePlan): Promise<void> {
  await using running = new AsyncDisposableStack();
  const log = createLog('warn');
  const database = running.use(
    openDatabase({ connectionString: plan.databaseUrl, name: 'bench-writer', max: 2, log }),
  );
  const queue = running.use(await startQueue({ connectionString: plan.databaseUrl, log, cron: false }));
  const doorbell = running.use(await openDoorbell({ database, listen: queue.listen, log }));
  const committedAt: number[] = [];
  const began = performance.now();
  for (let first = 0; first < plan.total; first += plan.perTransaction) {
    const numbers = Array.from(
      { length: Math.min(plan.perTransaction, plan.total - first) },
      (_, at) => first + at,
    );
    const dueAt = plan.rate === 0 ? 0 : began + (first / plan.rate) * 1_000;
    if (dueAt > performance.now()) await pause(dueAt - performance.now());
    await appendPatiently(database, plan, numbers);
    const at = sharedNow();
    for (const number of numbers) committedAt[number] = at;
    doorbell.ring([logTopic(defaultTenantId)]);
  }
  await running.disposeAsync();
  process.send?.({ committedAt } satisfies Written, () => {
    process.disconnect();
  });
}

/** Goes on after the database was restarted. An append that may have been stored is known by its code. */
async function appendPatiently(
  database: ReturnType<typeof openDatabase>,
  plan: WritePlan,
  numbers: readonly number[],
): Promise<void> {
  const drafts = numbers.map((number) => ({
    messageId: plan.messageIds[number % plan.messageIds.length] ?? '',
    kind: 'STATUS' as const,
    status: 'SENT',
    detail: { error: { code: String(number), title: 'Bench' } },
  }));
  for (let tries = 1; ; tries += 1) {
    try {
      await database.transaction((tx) => {
        appendEvents(tx, defaultTenantId, drafts);
        return Promise.resolve();
      });
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
  }
}
