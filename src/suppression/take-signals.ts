import type { KeyObject } from 'node:crypto';
import { hashAliases } from '../contacts/hash-aliases.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { addSuppressions } from './add-suppressions.ts';
import { removeSuppressions } from './remove-suppressions.ts';
import type { SuppressionScope, SuppressionSource } from './suppression.ts';

/** What somebody let us know about being written to. */
export interface Signal {
  recipient: Recipient;
  wish: 'STOP' | 'START';
  /** START for ALL ends an unsubscription from marketing too. */
  scope: SuppressionScope;
  source: SuppressionSource;
  /** When WhatsApp says they did, to the second; without it, now. */
  at?: Date | undefined;
}

/** The code that WhatsApp answers for marketing to somebody who stopped it in the app. */
export const stoppedInTheApp = '131050';

/** WhatsApp tells seconds: of two wishes within one, to be left alone is taken for the later. */
const lastMsOfSecond = 999;

/**
 * Follows signals, however late, often or disordered they come: for each person and scope the latest wish holds. Answers
 * what to append to the log.
 */
export async function takeSignals(
  tx: Tx,
  tenantId: string,
  recipientKey: KeyObject,
  signals: readonly Signal[],
): Promise<EventDraft[]> {
  if (signals.length === 0) return [];
  const aliases = await hashAliases(
    tx,
    tenantId,
    recipientKey,
    signals.map((each) => each.recipient),
  );
  const known = signals.map((each, index) => ({
    ...each,
    hashes: aliases[index] ?? [],
    list: 'UNSUBSCRIBED' as const,
  }));
  const stops = known.filter((each) => each.wish === 'STOP');
  const starts = known
    .filter((each) => each.wish === 'START')
    .map((each) => ({ ...each, scopes: scopesOf(each) }));
  const added = await addSuppressions(
    tx,
    tenantId,
    stops.map((each) => ({
      ...each,
      reason: undefined,
      saidAt: each.at && new Date(each.at.getTime() + lastMsOfSecond),
    })),
  );
  const removed = await removeSuppressions(
    tx,
    tenantId,
    starts.map((each) => ({ ...each, saidAt: each.at })),
  );
  await noteComebacks(tx, tenantId, starts);
  return [...added.drafts, ...removed.drafts];
}

function scopesOf({ scope }: Signal): readonly SuppressionScope[] {
  return scope === 'ALL' ? ['ALL', 'MARKETING'] : ['MARKETING'];
}

/** Who came back is remembered without a name, so that an older wish that arrives later does nothing. */
async function noteComebacks(
  tx: Tx,
  tenantId: string,
  starts: readonly (Signal & { hashes: readonly Buffer[]; scopes: readonly SuppressionScope[] })[],
): Promise<void> {
  const notes = starts.flatMap(({ hashes, scopes, source, at }) =>
    scopes.map((scope) => ({ hash: hashes[0], scope, source, at })),
  );
  if (notes.length === 0) return;
  await tx.query(
    `INSERT INTO suppression (tenant_id, suppression_id, recipient_hash, list, scope, source, said_at, ended_at)
     -- Of several returns in one batch the latest counts.
     SELECT DISTINCT ON (hash, scope) $1::uuid, id, hash, 'UNSUBSCRIBED', scope, source, '-infinity'::timestamptz,
       least(coalesce(at, clock_timestamp()), clock_timestamp())
     FROM unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::timestamptz[])
       AS note (id, hash, scope, source, at)
     ORDER BY hash, scope, at DESC NULLS FIRST ON CONFLICT DO NOTHING`,
    [
      tenantId,
      notes.map(() => newId()),
      notes.map((each) => each.hash),
      notes.map((each) => each.scope),
      notes.map((each) => each.source),
      notes.map((each) => each.at ?? null),
    ],
  );
}
