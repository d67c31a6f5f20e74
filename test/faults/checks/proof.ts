import { judge, type Evidence, type EventRow, type Verdict } from '../evidence.ts';
import { ledgerByMessage } from './send.ts';

const ranks: Record<string, number> = { ACCEPTED: 1, SENT: 2, DELIVERED: 4, READ: 5, PLAYED: 6 };

/** P17: no status is shown that WhatsApp did not prove: an id from its answer, or a status from its signed webhooks. */
export function checkProofs(evidence: Evidence): Verdict {
  const ledger = ledgerByMessage(evidence);
  const told = new Set(evidence.webhooks.map((each) => `${each.wamid} ${each.status}`));
  const recorded = Map.groupBy(evidence.attempts, (each) => each.messageId);
  const violations: string[] = [];
  const shown = evidence.events.filter((event) => event.kind === 'STATUS' && event.status in ranks);
  for (const { messageId, status } of shown) {
    const wamids = (ledger.get(messageId) ?? []).flatMap((entry) => entry.wamid ?? []);
    const isFounded =
      status === 'ACCEPTED'
        ? (recorded.get(messageId) ?? []).some((each) => each.wamid !== null && wamids.includes(each.wamid))
        : wamids.some((wamid) => told.has(`${wamid} ${status.toLowerCase()}`));
    if (!isFounded) violations.push(`${messageId} shows ${status} without a proof`);
  }
  return judge('P17 never more than was proved', `${shown.length} proved statuses shown`, violations);
}

/** P7: what WhatsApp proved only grows, whatever order it was told in. */
export function checkRanks(evidence: Evidence): Verdict {
  const reached = new Map<string, EventRow>();
  const violations: string[] = [];
  for (const event of evidence.events) {
    if (event.kind !== 'STATUS') continue;
    const before = reached.get(event.messageId);
    const rank = ranks[event.status] ?? (event.status === 'FAILED' ? 3 : 0);
    if (before && rank <= (ranks[before.status] ?? 0))
      violations.push(`${event.messageId} went from ${before.status} to ${event.status}`);
    if (event.status in ranks) reached.set(event.messageId, event);
  }
  return judge('P7 a status never goes back', `${reached.size} messages with a proved status`, violations);
}

/** P9: what was answered 200 is stored, and what is stored is applied. */
export function checkWebhooks(evidence: Evidence): Verdict {
  const stored = evidence.webhooks.length;
  const violations: string[] = [];
  if (stored < evidence.webhooksTold)
    violations.push(`${evidence.webhooksTold} were answered 200 and ${stored} are stored`);
  if (evidence.webhooksLeft > 0) violations.push(`${evidence.webhooksLeft} were never applied`);
  return judge(
    'P9 a webhook answered 200 is never lost',
    `${stored} statuses stored, ${evidence.webhooksTold} told`,
    violations,
  );
}
