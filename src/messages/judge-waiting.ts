import type { KeyObject } from 'node:crypto';
import { hashAliases } from '../contacts/hash-aliases.ts';
import type { Tx } from '../db/database.ts';
import type { DeliveryError } from '../delivery/delivery.ts';
import { isMarketing } from '../content/is-marketing.ts';
import { findSuppressions } from '../suppression/find-suppressions.ts';
import { judgeMessage, type SuppressionCode } from '../suppression/judge-message.ts';
import type { MessageToSend } from './read-contents.ts';

/** What the caller of a filtered message reads. */
const titles: Record<SuppressionCode, string> = {
  RECIPIENT_UNSUBSCRIBED: 'The recipient has unsubscribed',
  RECIPIENT_IN_BLOCK_LIST: 'The recipient is on the block list',
};

/** Which messages must not go, because they ask to be filtered and their recipient is on a list at this moment. */
export async function judgeWaiting(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  recipientKey: KeyObject,
  waiting: ReadonlyMap<string, MessageToSend>,
): Promise<Map<string, DeliveryError>> {
  const filtered = [...waiting].filter(([, message]) => message.filterUnsubscribed || message.filterBlocked);
  const names = await hashAliases(
    tx,
    tenantId,
    recipientKey,
    filtered.map(([, { to }]) => to),
  );
  const hashes = new Map(names.flat().map((hash) => [hash.toString('base64'), hash]));
  const entries = await findSuppressions(tx, tenantId, [...hashes.values()]);
  const byHash = Map.groupBy(entries, (entry) => entry.recipientHash.toString('base64'));
  return new Map(
    filtered.flatMap(([id, message], index) => {
      const own = (names[index] ?? []).flatMap((hash) => byHash.get(hash.toString('base64')) ?? []);
      const code = judgeMessage({ ...message, isMarketing: isMarketing(message.content) }, own);
      return code ? [[id, { code, title: titles[code] }] as const] : [];
    }),
  );
}
