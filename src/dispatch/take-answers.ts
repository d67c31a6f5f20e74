import type { KeyObject } from 'node:crypto';
import { learnAliases } from '../contacts/learn-aliases.ts';
import { readName } from '../recipient/read-name.ts';
import type { Tx } from '../db/database.ts';
import type { Settlement } from '../delivery/settle-attempt.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { carrySuppressions } from '../suppression/carry-suppressions.ts';
import { stoppedInTheApp, takeSignals } from '../suppression/take-signals.ts';
import type { SendOutcome } from '../whatsapp/classify-answer.ts';

/** What an answer shows of the recipient: who was asked for, and who that is for WhatsApp. Personal data. */
export function namesShown(to: Recipient | undefined, outcome: SendOutcome): string[] {
  const asked = to && ('phone' in to ? to.phone : to.userId);
  const answered = outcome.class === 'ACCEPTED' ? [outcome.waId, outcome.userId] : [];
  return [asked, ...answered].filter((name) => name !== undefined);
}

/** Remembers the names that answers showed, and who refuses marketing. Answers what to append to the log. */
export async function takeAnswers(
  tx: Tx,
  tenantId: string,
  recipientKey: KeyObject,
  settlements: readonly Settlement[],
): Promise<EventDraft[]> {
  const shown = settlements.flatMap(({ names }) => (names && names.length > 1 ? [names] : []));
  const crowds = await learnAliases(tx, tenantId, recipientKey, shown);
  const refusing = settlements.filter(({ error }) => error?.code === stoppedInTheApp);
  const recipients = refusing.flatMap(({ names = [] }) =>
    names.slice(0, 1).flatMap((name) => readName(name) ?? []),
  );
  const taken = await takeSignals(
    tx,
    tenantId,
    recipientKey,
    recipients.map((recipient) => ({ recipient, wish: 'STOP', scope: 'MARKETING', source: 'ERROR_131050' })),
  );
  return [...taken, ...(await carrySuppressions(tx, tenantId, recipientKey, crowds))];
}
