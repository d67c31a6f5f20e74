import { features, times } from '../profile.ts';
import { judge, type Evidence, type LedgerRow, type Verdict } from '../evidence.ts';

/** P3: WhatsApp gets a message once; a further copy only where its owner allowed it, and then it says so. */
export function checkCopies(evidence: Evidence): Verdict {
  const deliveries = new Map(evidence.deliveries.map((each) => [each.messageId, each]));
  const violations: string[] = [];
  const allowed = readResends(evidence);
  let copies = 0;
  for (const [messageId, entries] of ledgerByMessage(evidence)) {
    if (!deliveries.has(messageId)) violations.push(`WhatsApp got ${messageId}, which is no message of ours`);
    const accepted = entries.filter((each) => each.accepted);
    if (accepted.length < 2) continue;
    const delivery = deliveries.get(messageId);
    if (delivery?.onUnknown !== 'RESEND' && !allowed.has(messageId))
      violations.push(`${messageId} was accepted ${accepted.length} times (HOLD)`);
    else if (delivery?.possibleDuplicate !== true)
      violations.push(`${messageId} was accepted ${accepted.length} times and does not say so (RESEND)`);
    copies += 1;
  }
  const accepted = evidence.ledger.filter((each) => each.accepted).length;
  return judge('P3 no second copy', `${accepted} accepted, ${copies} messages more than once`, violations);
}

/** Messages whose owner asked for another copy, whatever he was answered. */
function readResends({ history }: Evidence): Set<string> {
  return new Set(
    history.flatMap((line) =>
      line.is === 'invoke' && line.kind === 'resolve' && line.action === 'RESEND' ? [line.messageId] : [],
    ),
  );
}

/** P4: within a minute of healing nothing is on its way any more. */
export function checkSettled(evidence: Evidence): Verdict {
  const violations = evidence.deliveries
    .filter((each) => !settledPhases.has(each.phase))
    .map((each) => `${each.messageId} is still ${each.phase}`);
  if (evidence.settledAfterMs === undefined) violations.push('the run did not settle in time');
  const seconds = ((evidence.settledAfterMs ?? 0) / 1_000).toFixed(1);
  const open = evidence.deliveries.filter((each) => each.phase === 'UNKNOWN').length;
  const figure = `settled ${seconds} s after healing${open > 0 ? `, ${open} UNKNOWN until they expire` : ''}`;
  return judge('P4 no message is forgotten', figure, violations);
}

/** Without a settle window an unproved send stays UNKNOWN until it expires. */
export const settledPhases: ReadonlySet<string> = new Set([
  'HANDED_OVER',
  'FAILED',
  'CANCELED',
  'EXPIRED',
  'UNCONFIRMED',
  ...(features.resolve ? [] : ['UNKNOWN']),
]);

/** P5: nothing leaves after its cancel was acknowledged, or with less than a whole deadline to its expiry. */
export function checkEnds(evidence: Evidence): Verdict {
  const violations: string[] = [];
  const ledger = ledgerByMessage(evidence);
  const canceledAt = readCancels(evidence);
  for (const [messageId, at] of canceledAt) {
    const late = ledger.get(messageId)?.find((entry) => entry.timeMs > at);
    if (late)
      violations.push(`${messageId} was sent ${late.timeMs - at} ms after its cancel was acknowledged`);
  }
  const ended = new Map<string, string>();
  for (const event of evidence.events) {
    const end = ended.get(event.messageId);
    if (end !== undefined && event.status === 'SENDING')
      violations.push(`${event.messageId} was sent after ${end}`);
    if (['CANCELED', 'EXPIRED'].includes(event.status)) ended.set(event.messageId, event.status);
  }
  const expiries = new Map(evidence.deliveries.map((each) => [each.messageId, each.expiresAtMs]));
  for (const { messageId, attempt, startedAtMs } of evidence.attempts) {
    const leftMs = (expiries.get(messageId) ?? Infinity) - startedAtMs;
    if (leftMs < times.deadlineMs)
      violations.push(`attempt ${attempt} of ${messageId} began ${leftMs} ms before its expiry`);
  }
  for (const { messageId, sendAtMs } of evidence.messages) {
    const early = ledger.get(messageId)?.find((entry) => sendAtMs != null && entry.timeMs < sendAtMs);
    if (early) violations.push(`${messageId} was sent before its time`);
  }
  return judge(
    'P5 nothing is sent after its end, or before its time',
    `${canceledAt.size} canceled; WhatsApp had read what was claimed ${describeLag(evidence)} later`,
    violations,
  );
}

/** From the claim to the ledger: so much later than it was decided something may leave. */
function describeLag({ attempts, ledger }: Evidence): string {
  const claimed = new Map(attempts.map((each) => [`${each.messageId} ${each.attempt}`, each.startedAtMs]));
  const lags = ledger
    .flatMap((each) => each.timeMs - (claimed.get(`${each.messageId ?? ''} ${each.attempt}`) ?? NaN))
    .filter((ms) => !Number.isNaN(ms))
    .sort((a, b) => a - b);
  const at = (share: number): number => Math.round(lags[Math.floor(share * (lags.length - 1))] ?? 0);
  return `${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms (at most)`;
}

function readCancels({ history }: Evidence): Map<string, number> {
  const asked = new Map<number, string>();
  const canceledAt = new Map<string, number>();
  for (const line of history) {
    if (line.is === 'invoke' && line.kind === 'cancel') asked.set(line.op, line.messageId);
    const messageId = asked.get(line.op);
    if (line.is === 'ok' && 'canceled' in line && line.canceled && messageId !== undefined)
      canceledAt.set(messageId, Math.min(line.at, canceledAt.get(messageId) ?? Infinity));
  }
  return canceledAt;
}

export function ledgerByMessage({ ledger }: Evidence): Map<string, LedgerRow[]> {
  const groups = Map.groupBy(ledger, (entry) => entry.messageId ?? 'a message without our opaque value');
  return groups;
}
