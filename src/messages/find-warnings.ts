import { hashAliases } from '../contacts/hash-aliases.ts';
import { isMarketing } from '../content/is-marketing.ts';
import type { Tx } from '../db/database.ts';
import { findSuppressions } from '../suppression/find-suppressions.ts';
import type { SuppressionCode } from '../suppression/judge-message.ts';
import type { Suppression } from '../suppression/suppression.ts';
import { readContents, type MessageToSend } from './read-contents.ts';

/** Something to know about a message that was stored all the same. */
export interface SuppressionWarning {
  code: SuppressionCode;
  message: string;
}

/**
 * Warns of recipients who are on a list now. Lists may change before a message is sent: what counts is decided then.
 * Answers by message id; who has no warning is left out.
 */
export async function findWarnings(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  recipientKey: Buffer,
  messageIds: readonly string[],
): Promise<Map<string, SuppressionWarning[]>> {
  const messages = await readContents(tx, tenantId, messageIds);
  const hashes = [...messages.values()].flatMap(({ to }) => hashAliases(recipientKey, to));
  const entries = await findSuppressions(tx, tenantId, hashes);
  const warnings = new Map<string, SuppressionWarning[]>();
  for (const [id, message] of messages) {
    const own = hashAliases(recipientKey, message.to);
    const found = entries.filter((entry) => own.some((hash) => hash.equals(entry.recipientHash)));
    if (found.length > 0) warnings.set(id, warnOf(message, found));
  }
  return warnings;
}

function warnOf(message: MessageToSend, entries: readonly Suppression[]): SuppressionWarning[] {
  const blocked = entries.some((entry) => entry.list === 'BLOCKED');
  const unsubscribed = entries.filter((entry) => entry.list === 'UNSUBSCRIBED');
  const fromAll = unsubscribed.some((entry) => entry.scope === 'ALL');
  return [
    ...(blocked
      ? [
          {
            code: 'RECIPIENT_IN_BLOCK_LIST' as const,
            message: sentence('is on the block list', message.filterBlocked, 'filterBlocked'),
          },
        ]
      : []),
    ...(unsubscribed.length > 0
      ? [
          {
            code: 'RECIPIENT_UNSUBSCRIBED' as const,
            message: sentence(
              fromAll ? 'has unsubscribed' : 'has unsubscribed from marketing',
              message.filterUnsubscribed && (fromAll || isMarketing(message.content)),
              'filterUnsubscribed',
            ),
          },
        ]
      : []),
  ];
}

function sentence(what: string, isFiltered: boolean, filter: string): string {
  return isFiltered
    ? `The recipient ${what}. The message will fail instead of being sent, unless that changes before.`
    : `The recipient ${what}. The message will be sent all the same: ${filter} does not keep it back.`;
}
