import type { Evidence, EventRow, SeenEvent } from './evidence.ts';

/** When the made history begins; ms. */
export const start = 1_000_000;

/**
 * A small history in which every promise holds: `one` was delivered, `two` was canceled while it waited, and `three`
 * was resent after a lost answer, as its owner allowed.
 */
export function goodEvidence(): Evidence {
  const wish = (name: string) => ({
    externalId: name,
    key: `key-${name}`,
    onUnknown: 'HOLD' as const,
    orderingKey: null,
  });
  const told = (messageId: string) => ({ is: 'ENQUEUED' as const, messageId, replayed: false });
  const delivery = (messageId: string, phase: string) => ({
    messageId,
    phase,
    onUnknown: 'HOLD',
    possibleDuplicate: false,
    expiresAtMs: start + 3_600_000,
    lane: null,
    lanePlace: 0,
    laneBarrier: 1,
    laneUntilMs: null,
  });
  const attempt = (messageId: string, number: number, startedAtMs: number, wamid: string | null) => ({
    messageId,
    attempt: number,
    startedAtMs,
    finishedAtMs: startedAtMs + 100,
    outcome: wamid === null ? 'UNKNOWN' : 'ACCEPTED',
    wamid,
  });
  const sent = (messageId: string, number: number, timeMs: number, wamid: string) => ({
    timeMs,
    messageId,
    attempt: number,
    accepted: true,
    wamid,
  });
  const events = [
    ['one', 'QUEUED', null],
    ['two', 'QUEUED', null],
    ['three', 'QUEUED', null],
    ['one', 'SENDING', 1],
    ['two', 'CANCELED', null],
    ['three', 'SENDING', 1],
    ['one', 'ACCEPTED', 1],
    ['three', 'UNKNOWN', 1],
    ['three', 'SENDING', 2],
    ['three', 'ACCEPTED', 2],
    ['one', 'DELIVERED', 1],
  ] as const;
  const log = events.map(([messageId, status, number], index): EventRow => ({
    seq: index + 1,
    messageId,
    kind: 'STATUS',
    status,
    attempt: number,
    atMs: start + index * 100,
  }));
  return {
    history: [
      { op: 1, is: 'invoke', at: start, kind: 'enqueue', wishes: [wish('a'), wish('b'), wish('c')] },
      { op: 1, is: 'ok', at: start + 50, answers: [told('one'), told('two'), told('three')] },
      { op: 2, is: 'invoke', at: start + 300, kind: 'cancel', messageId: 'two' },
      { op: 2, is: 'ok', at: start + 450, canceled: true },
    ],
    ledger: [
      sent('one', 1, start + 350, 'w1'),
      sent('three', 1, start + 550, 'w2'),
      sent('three', 2, start + 850, 'w3'),
    ],
    messages: [
      { messageId: 'one', externalId: 'a' },
      { messageId: 'two', externalId: 'b' },
      { messageId: 'three', externalId: 'c' },
    ],
    keys: [
      { key: 'key-a', messageId: 'one' },
      { key: 'key-b', messageId: 'two' },
      { key: 'key-c', messageId: 'three' },
    ],
    deliveries: [
      delivery('one', 'HANDED_OVER'),
      delivery('two', 'CANCELED'),
      { ...delivery('three', 'HANDED_OVER'), onUnknown: 'RESEND', possibleDuplicate: true },
    ],
    attempts: [
      attempt('one', 1, start + 300, 'w1'),
      attempt('three', 1, start + 500, null),
      attempt('three', 2, start + 800, 'w3'),
    ],
    events: log,
    webhooks: [{ wamid: 'w1', status: 'delivered' }],
    webhooksTold: 1,
    webhooksLeft: 0,
    watchers: [
      {
        name: 'watcher',
        connections: 1,
        legs: [{ afterSeq: 2, seen: log.slice(2).map(toSeen) }],
      },
    ],
    settledAfterMs: 1_000,
    beliefs: [],
    overtaken: [],
    marks: [],
  };
}

/** The event as a watcher is told of it. */
export function toSeen({ seq, messageId, status, attempt, atMs }: EventRow): SeenEvent {
  return { seq, what: `${messageId} ${status} ${String(attempt)}`, atMs };
}
