import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareWithEvidence } from '../../src/delivery/compare-with-evidence.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { acceptedMessages, type SentMessage } from './accepted-messages.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

const runs = 40;
const perRun = 3;
let gateway: Gateway;
let messages: SentMessage[];
beforeAll(async () => {
  gateway = await startGateway({ times: shortTimes });
  // Every third answer is lost, so that only a webhook can tell the wamid.
  const lost = { match: { recipient: '+16505550109' }, answer: { kind: 'acceptThenDrop' } };
  await gateway.simulator.setRules({
    rules: [{ ...lost, webhooks: { drop: 'all' } }, { webhooks: { drop: 'all' } }],
  });
  const phones = ['+16505550101', '+16505550102', '+16505550109'];
  const all = Array.from({ length: runs * 2 * perRun }, (_, n) => phones[n % perRun] ?? '');
  messages = await acceptedMessages(gateway, all);
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** What WhatsApp says of one of the messages of a run. */
interface Said {
  of: number;
  status: string;
  timestamp: string;
  isEchoed: boolean;
  changed: object;
}

const said: fc.Arbitrary<Said> = fc.record({
  of: fc.nat({ max: perRun - 1 }),
  status: fc.constantFrom('sent', 'delivered', 'read', 'played', 'failed', 'deleted'),
  timestamp: fc.integer({ min: 1_795_341_600, max: 1_795_341_602 }).map(String),
  isEchoed: fc.boolean(),
  changed: fc.record(
    {
      errors: fc.constantFrom([{ code: 131026 }], [{ code: 131047, title: 'Re-engagement message' }]),
      pricing: fc.constantFrom(
        { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
        { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
      ),
      recipient_participant_id: fc.constantFrom('16505550101', '16505550102'),
    },
    { requiredKeys: [] },
  ),
});

/** The same, said in another order, some of it again, in several webhooks. */
const stories = fc.array(said, { minLength: 1, maxLength: 12 });
const history = stories.chain((items) =>
  fc.record({
    items: fc.constant(items),
    retold: fc
      .tuple(
        fc.shuffledSubarray(items, { minLength: items.length }),
        fc.shuffledSubarray(items),
        fc.shuffledSubarray(items),
      )
      .chain((parts) => fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length })),
    cuts: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }),
  }),
);

test('any order, repetition and splitting of webhooks leads to the same state, and the evidence alone leads to it too', async () => {
  let used = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ items, retold, cuts }) => {
      const [once, again] = [
        messages.slice(used, used + perRun),
        messages.slice(used + perRun, used + 2 * perRun),
      ];
      used += 2 * perRun;
      await tell(once, items, []);
      await tell(again, retold, cuts);
      expect(await stateOf(again)).toEqual(await stateOf(once));
      const { discrepancies } = await compareWithEvidence(gateway.database, undefined, 10_000);
      expect(discrepancies).toEqual([]);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(used).toBe(messages.length);
});

async function tell(
  about: readonly SentMessage[],
  items: readonly Said[],
  cuts: readonly number[],
): Promise<void> {
  const places = [0, ...cuts.filter((cut) => cut < items.length).sort((a, b) => a - b), items.length];
  for (const [index, place] of places.slice(0, -1).entries()) {
    const statuses = items
      .slice(place, places[index + 1])
      .map(({ of, status, timestamp, isEchoed, changed }) => {
        const entry = about[of]?.entry;
        if (!entry) throw new Error('Expected the message of every status.');
        return statusOf({ ...entry, opaque: isEchoed ? entry.opaque : null }, status, {
          timestamp,
          ...changed,
        });
      });
    expect(await postWebhook(gateway.url, statusWebhook(statuses))).toBe(200);
  }
  await allApplied(gateway);
}

/** All that webhooks can change, without what differs from message to message. */
async function stateOf(about: readonly SentMessage[]): Promise<unknown[]> {
  const rows = await gateway.database.query<{ message_id: string }>(
    `SELECT message_id, phase, delivery.rank, in_doubt, delivery.wamid IS NULL AS "isUnnamed", delivery.error, pricing,
       sent_at, delivered_at, read_at, played_at, failed_at, attempt.rank AS "attemptRank",
       (SELECT count(*) FROM status_evidence AS said WHERE said.message_id = delivery.message_id) AS said
     FROM delivery JOIN attempt USING (tenant_id, message_id) WHERE message_id = ANY($1)`,
    [about.map(({ id }) => id)],
  );
  return about.map(({ id }) => {
    const { message_id: own, ...state } = rows.find((row) => row.message_id === id) ?? { message_id: '' };
    expect(own).toBe(id);
    return state;
  });
}
