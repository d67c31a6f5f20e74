import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { draftChange, type Changed } from './draft-change.ts';
import type { SuppressionList, SuppressionScope, SuppressionSource } from './suppression.ts';

export interface NewSuppression {
  recipient: Recipient;
  /** Every name of the person, the given one first: under that one the entry is kept. */
  hashes: readonly Buffer[];
  list: SuppressionList;
  scope: SuppressionScope;
  source: SuppressionSource;
  reason: string | undefined;
  /** When the wish was uttered, if not just now: it does nothing when the contrary was wished for later. */
  saidAt?: Date | undefined;
}

export interface ListChange {
  /** For each, in order, whether it changed anything; of twins only the first does. */
  changed: boolean[];
  drafts: EventDraft[];
}

/** Puts people on a list. Who is on it stays as they are. */
export async function addSuppressions(
  tx: Tx,
  tenantId: string,
  entries: readonly NewSuppression[],
): Promise<ListChange> {
  const outcome: ListChange = { changed: entries.map(() => false), drafts: [] };
  const distinct = [...Map.groupBy(entries.keys(), (place) => keyOf(entries[place])).values()].flatMap(
    ([first = 0, ...twins]) => latest(entries, first, twins),
  );
  if (distinct.length === 0) return outcome;
  for (const row of await upsert(tx, tenantId, distinct)) {
    const entry = entries[row.place];
    if (!entry) continue;
    outcome.changed[row.place] = true;
    outcome.drafts.push(draftChange('ADDED', row, entry.source));
  }
  await noteSaid(
    tx,
    tenantId,
    distinct.filter((each) => outcome.changed[each.place] === false),
  );
  return outcome;
}

type Placed = NewSuppression & { place: number };

function keyOf(entry: NewSuppression | undefined): string {
  return entry ? `${entry.hashes[0]?.toString('hex') ?? ''} ${entry.list} ${entry.scope}` : '';
}

/** Of twins the latest wish counts, in the place of the first. */
function latest(entries: readonly NewSuppression[], first: number, twins: readonly number[]): Placed[] {
  const [own] = entries.slice(first, first + 1);
  if (!own) return [];
  return [
    twins.reduce<Placed>(
      (best, place) => {
        const twin = entries[place];
        const isLater = twin && (twin.saidAt?.getTime() ?? Infinity) > (best.saidAt?.getTime() ?? Infinity);
        return isLater ? { ...twin, place: first } : best;
      },
      { ...own, place: first },
    ),
  ];
}

/** New entries, and those that had ended: an ended one begins again unless its end is later than this wish. */
async function upsert(
  tx: Tx,
  tenantId: string,
  entries: readonly Placed[],
): Promise<(Changed & { place: number })[]> {
  return tx.query<Changed & { place: number }>(
    `WITH given AS (
       SELECT id, recipient_hash, list, scope, source, reason, phone, user_id, place,
         least(coalesce(said_at, clock_timestamp()), clock_timestamp()) AS said_at, said_at IS NOT NULL AS is_dated
       FROM unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
         $10::timestamptz[], $11::int[]) AS given (id, recipient_hash, list, scope, source, reason, phone, user_id,
         said_at, place)
     ), ended AS MATERIALIZED (
       SELECT name.place, entry.list, entry.scope, entry.ended_at
       FROM suppression AS entry
       JOIN unnest($12::int[], $13::bytea[]) AS name (place, recipient_hash) USING (recipient_hash)
       -- The list of hashes keeps the planner to the index, however many entries there are.
       WHERE entry.tenant_id = $1 AND entry.recipient_hash = ANY($13) AND entry.ended_at IS NOT NULL
     ), came_back AS (
       -- The person may have come back under another name.
       SELECT place FROM given JOIN ended USING (place, list, scope)
       WHERE given.is_dated AND ended.ended_at > given.said_at
     ), added AS (
       INSERT INTO suppression AS entry (tenant_id, suppression_id, recipient_hash, list, scope, source, reason, phone,
         user_id, created_at, said_at)
       SELECT $1, id, recipient_hash, list, scope, source, reason, phone, user_id, said_at, said_at FROM given
       WHERE place NOT IN (SELECT place FROM came_back)
       ORDER BY recipient_hash, list, scope
       ON CONFLICT (tenant_id, recipient_hash, list, scope) DO UPDATE SET source = excluded.source,
         reason = excluded.reason, phone = excluded.phone, user_id = excluded.user_id, created_at = excluded.created_at,
         said_at = excluded.said_at
         WHERE NOT entry.active AND excluded.said_at >= entry.ended_at
       RETURNING suppression_id, recipient_hash, list, scope
     )
     SELECT added.suppression_id AS id, added.list, added.scope, given.place
     FROM added JOIN given USING (recipient_hash, list, scope) ORDER BY given.place`,
    [
      tenantId,
      entries.map(() => newId()),
      entries.map((each) => each.hashes[0]),
      entries.map((each) => each.list),
      entries.map((each) => each.scope),
      entries.map((each) => each.source),
      entries.map((each) => each.reason ?? null),
      entries.map(({ recipient }) => ('phone' in recipient ? recipient.phone : null)),
      entries.map(({ recipient }) => ('userId' in recipient ? recipient.userId : null)),
      entries.map((each) => each.saidAt ?? null),
      entries.map((each) => each.place),
      entries.flatMap((each) => each.hashes.map(() => each.place)),
      entries.flatMap((each) => each.hashes),
    ],
  );
}

/** An entry that stands is as young as the latest wish for it, so that an older contrary wish cannot end it. */
async function noteSaid(tx: Tx, tenantId: string, entries: readonly Placed[]): Promise<void> {
  await tx.query(
    `UPDATE suppression AS entry SET said_at = least(given.said_at, clock_timestamp())
     FROM unnest($2::bytea[], $3::text[], $4::text[], $5::timestamptz[]) AS given (recipient_hash, list, scope, said_at)
     WHERE entry.tenant_id = $1 AND entry.recipient_hash = ANY($2)
       AND entry.recipient_hash = given.recipient_hash AND entry.list = given.list
       AND entry.scope = given.scope AND entry.active AND entry.said_at < least(given.said_at, clock_timestamp())`,
    [
      tenantId,
      entries.map((each) => each.hashes[0]),
      entries.map((each) => each.list),
      entries.map((each) => each.scope),
      entries.map((each) => each.saidAt ?? null),
    ],
  );
}
