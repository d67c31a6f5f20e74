import { judge, type Evidence, type Verdict } from '../evidence.ts';
import type { Answer, Wish } from '../history.ts';

/** P1: what was acknowledged is there, is what was asked for, and began its life in the log. */
export function checkAcknowledged(evidence: Evidence): Verdict {
  const externalIds = new Map(evidence.messages.map((each) => [each.messageId, each.externalId]));
  const deliveries = new Set(evidence.deliveries.map((each) => each.messageId));
  const begun = new Set(evidence.events.map((each) => each.messageId));
  const violations = new Set<string>();
  const acknowledged = new Set<string>();
  for (const { wish, answer } of answersOf(evidence)) {
    if (answer.is !== 'ENQUEUED') continue;
    const { messageId } = answer;
    acknowledged.add(messageId);
    if (!externalIds.has(messageId))
      violations.add(`${messageId} (${wish.externalId}) was acknowledged and is lost`);
    else if (externalIds.get(messageId) !== wish.externalId)
      violations.add(
        `${messageId} was acknowledged for ${wish.externalId} and is ${String(externalIds.get(messageId))}`,
      );
    else if (!deliveries.has(messageId) || !begun.has(messageId))
      violations.add(`${messageId} is stored without its delivery or its first event`);
  }
  return judge('P1 an acknowledged message is never lost', `${acknowledged.size} acknowledged`, [
    ...violations,
  ]);
}

/** P2: one key, one message; every call with the same input is answered with it, and other input is refused. */
export function checkKeys(evidence: Evidence): Verdict {
  const violations: string[] = [];
  const byKey = new Map<string, { wish: Wish; answer: Answer }[]>();
  for (const each of answersOf(evidence)) {
    if (each.wish.key !== null) byKey.set(each.wish.key, [...(byKey.get(each.wish.key) ?? []), each]);
    else if (each.answer.is === 'REFUSED' && !mayBeTooLate(each.wish))
      violations.push(`${each.wish.externalId} was refused: ${each.answer.code}`);
  }
  const owners = new Map(evidence.keys.map((each) => [each.key, each.messageId]));
  const externalIds = new Map(evidence.messages.map((each) => [each.messageId, each.externalId]));
  for (const [key, answers] of byKey) {
    const owner = owners.get(key);
    const owned = owner === undefined ? undefined : externalIds.get(owner);
    for (const { wish, answer } of answers)
      violations.push(...judgeAnswer(key, wish, answer, { owner, owned }));
  }
  violations.push(...findDoubles(evidence));
  const raced = [...byKey.values()].filter((answers) => answers.length > 1).length;
  return judge(
    'P2 one key, one message',
    `${byKey.size} keys, ${raced} asked for more than once`,
    violations,
  );
}

/** It was asked for in time, and may have stood for too long at a broken door: a true answer, and nothing is stored. */
function mayBeTooLate(wish: Wish): boolean {
  return wish.expiresAt !== undefined;
}

function judgeAnswer(
  key: string,
  wish: Wish,
  answer: Answer,
  { owner, owned }: { owner: string | undefined; owned: string | undefined },
): string[] {
  switch (answer.is) {
    case 'ENQUEUED':
      return answer.messageId === owner
        ? []
        : [`${key} names ${answer.messageId} and belongs to ${String(owner)}`];
    case 'REFUSED':
      if (answer.code !== 'IDEMPOTENCY_CONFLICT') return [`${key} was refused: ${answer.code}`];
      return owned === undefined || owned === wish.externalId ? [`${key} conflicts with its own input`] : [];
    case 'UNKNOWN':
      return [];
  }
}

/** Keys or not: no wish is stored twice, no two wishes of one key are, and nothing is stored that nobody wished for. */
function findDoubles(evidence: Evidence): string[] {
  const keyOf = new Map<string, string | null>();
  for (const line of evidence.history) {
    if (line.is === 'invoke' && line.kind === 'enqueue')
      for (const wish of line.wishes) keyOf.set(wish.externalId, wish.key);
  }
  const stored = new Map<string, string>();
  return evidence.messages.flatMap(({ messageId, externalId }) => {
    if (!keyOf.has(externalId)) return [`${messageId} (${externalId}) was never asked for`];
    const name = keyOf.get(externalId) ?? externalId;
    const other = stored.get(name);
    stored.set(name, messageId);
    return other === undefined ? [] : [`${name} is stored twice: ${other} and ${messageId}`];
  });
}

function answersOf({ history }: Evidence): { wish: Wish; answer: Answer }[] {
  const asked = new Map<number, Wish[]>();
  return history.flatMap((line) => {
    if (line.is === 'invoke' && line.kind === 'enqueue') asked.set(line.op, line.wishes);
    if (line.is !== 'ok' || !('answers' in line)) return [];
    return (asked.get(line.op) ?? []).flatMap((wish, index) => {
      const answer = line.answers[index];
      return answer ? [{ wish, answer }] : [];
    });
  });
}
