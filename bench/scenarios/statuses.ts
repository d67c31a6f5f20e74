import pg from 'pg';
import { messageIdOf, sendUntilAccepted } from '../support/accepted-messages.ts';
import { alternate, roundsInAll } from '../support/alternate.ts';
import { compareRates, type Form, type Outcome } from '../support/comparison.ts';
import type { LedgerEntry } from '../../test/support/start-simulator.ts';
import {
  startHeliograph,
  startSilentSimulator,
  tenantId,
  type BenchDatabase,
  type Stage,
} from '../support/stage.ts';
import { until } from '../support/until.ts';
import { postSigned, writeWebhook } from '../support/webhooks.ts';

/** Statuses in one webhook; Meta sends up to 1,000. */
const perWebhook = 100;
/** Webhooks in one of our transactions: the reference inserts as many rows at once. */
const webhooksPerBatch = 20;

/** From the first webhook posted to the last status applied, against the bare INSERT of the same evidence. */
export async function statuses(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const perRound = form.isShort ? 200 : 5_000;
  const database = await stage.createDatabase('statuses');
  const simulator = running.use(await startSilentSimulator());
  const gateway = running.use(
    await startHeliograph(database, { roles: 'worker,webhook', whatsappUrl: simulator.url }),
  );
  const accepted = await sendUntilAccepted(database, simulator, perRound * roundsInAll(form.rounds));
  const client = running.adopt(new pg.Client({ connectionString: database.url }), (each) => each.end());
  await client.connect();

  let [round, bareRound] = [0, 0];
  const measured = await alternate(
    form.rounds,
    () => {
      const part = accepted.slice(round * perRound, (round + 1) * perRound);
      round += 1;
      return applyRate(database, gateway.url, part);
    },
    () => {
      const part = accepted.slice(bareRound * perRound, (bareRound + 1) * perRound);
      bareRound += 1;
      return insertRate(client, part);
    },
  );
  const [applied] = await database.query<{ count: number }>(
    'SELECT count(*)::int FROM delivery WHERE rank = 4',
  );
  return {
    comparisons: [
      compareRates(
        {
          scenario: 'statuses applied',
          unit: 'statuses/s',
          reference: 'bare multi-row INSERT of the same evidence rows',
          least: 0.4,
          obstacle:
            'the reference writes one row of each status; ours reads, checks and stores the webhook, locks the delivery, folds the rank, and writes evidence, delivery, attempt and event. One process applies one batch after the other, so that what people write is told in the order in which it came; several processes apply side by side.',
        },
        measured,
      ),
    ],
    checks: [{ what: 'messages that became DELIVERED', expected: accepted.length, got: applied?.count ?? 0 }],
  };
}

/** Statuses a second, from the first webhook posted to the last one applied. */
export async function applyRate(
  database: BenchDatabase,
  url: string,
  part: readonly LedgerEntry[],
): Promise<number> {
  const bodies = inParts(part, perWebhook).map((each) => writeWebhook(each, 'delivered'));
  const began = performance.now();
  await Promise.all(bodies.map((body) => postSigned(url, body)));
  const waiting = 'SELECT inbox_id FROM webhook_inbox WHERE applied_at IS NULL LIMIT 1';
  // A look into an index that is all but empty: often enough not to lengthen what it measures.
  await until('every webhook applied', async () => (await database.query(waiting)).length === 0, 5);
  return part.length / ((performance.now() - began) / 1000);
}

async function insertRate(client: pg.Client, part: readonly LedgerEntry[]): Promise<number> {
  const began = performance.now();
  for (const rows of inParts(part, perWebhook * webhooksPerBatch)) {
    await client.query(
      `INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, provider_at, message_id, attempt)
       SELECT $1, sender.sender_id, new.wamid, 'bare', 4, now(), new.message_id, 1
       FROM sender, unnest($2::text[], $3::uuid[]) AS new (wamid, message_id)`,
      [tenantId, rows.map((each) => each.wamid), rows.map(messageIdOf)],
    );
  }
  return part.length / ((performance.now() - began) / 1000);
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
