import { expect, test } from 'vitest';
import { checkHistory } from './check-history.ts';
import type { Belief, Evidence, Leg, SeenEvent } from './evidence.ts';
import { goodEvidence, start, toSeen } from './made-evidence.ts';

/** The promises that do not hold, by their numbers. */
function broken(change: (evidence: Evidence) => void): string[] {
  const evidence = goodEvidence();
  change(evidence);
  return checkHistory(evidence)
    .filter((each) => !each.holds)
    .map((each) => each.promise.split(' ')[0] ?? '');
}

function only<T>(items: T[], find: (item: T) => boolean): T {
  const found = items.find(find);
  if (found === undefined) throw new Error('Expected it to be in the made history, but it is not.');
  return found;
}

test('a history in which everything went well is found good', () => {
  expect(broken(() => undefined)).toEqual([]);
});

test('P1 is broken by an acknowledged message that is not in the tables', () => {
  expect(
    broken((evidence) => {
      evidence.messages = evidence.messages.filter((each) => each.messageId !== 'one');
    }),
  ).toContain('P1');
});

test('P1 is broken by a message that has no event', () => {
  expect(
    broken((evidence) => {
      evidence.events = evidence.events.filter((each) => each.messageId !== 'two');
    }),
  ).toContain('P1');
});

test('P1 is broken by an answer that names the message of somebody else', () => {
  expect(
    broken((evidence) => {
      only(evidence.messages, (each) => each.messageId === 'one').externalId = 'b';
    }),
  ).toContain('P1');
});

test('P2 is broken by a second message of one key, whichever answer named it', () => {
  expect(
    broken((evidence) => {
      evidence.messages.push({ messageId: 'four', externalId: 'a' });
    }),
  ).toEqual(['P2']);
});

test('P2 is broken by a call that is answered with another message than the key has', () => {
  expect(
    broken((evidence) => {
      only(evidence.keys, (each) => each.key === 'key-a').messageId = 'two';
    }),
  ).toEqual(['P2']);
});

test('P2 is broken by a conflict with one’s own input, and not by one with other input', () => {
  const conflict = (externalId: string) => (evidence: Evidence) => {
    const wishes = [{ externalId, key: 'key-a', onUnknown: 'HOLD' as const, orderingKey: null }];
    evidence.history.push(
      { op: 3, is: 'invoke', at: start, kind: 'enqueue', wishes },
      { op: 3, is: 'ok', at: start, answers: [{ is: 'REFUSED', code: 'IDEMPOTENCY_CONFLICT' }] },
    );
  };
  expect(broken(conflict('a'))).toEqual(['P2']);
  expect(broken(conflict('other-a'))).toEqual([]);
});

test('P2 is broken by a message that nobody asked for', () => {
  expect(
    broken((evidence) => {
      evidence.messages.push({ messageId: 'four', externalId: 'from nowhere' });
    }),
  ).toEqual(['P2']);
});

test('an unanswered call is no violation, whether its message is there or not', () => {
  expect(
    broken((evidence) => {
      const wishes = ['d', 'e'].map((name) => ({
        externalId: name,
        key: null,
        onUnknown: 'HOLD' as const,
        orderingKey: null,
      }));
      evidence.history.push(
        { op: 3, is: 'invoke', at: start, kind: 'enqueue', wishes },
        { op: 3, is: 'info', at: start, reason: 'nobody answered' },
      );
      evidence.messages.push({ messageId: 'four', externalId: 'd' });
    }),
  ).toEqual([]);
});

test('P3 is broken by a second accepted copy of a message that is held back in doubt', () => {
  expect(
    broken((evidence) => {
      evidence.ledger.push({
        timeMs: start + 900,
        messageId: 'one',
        attempt: 2,
        accepted: true,
        wamid: 'w9',
      });
    }),
  ).toEqual(['P3']);
});

test('P3 is broken by a second copy on purpose that does not say so', () => {
  expect(
    broken((evidence) => {
      only(evidence.deliveries, (each) => each.messageId === 'three').possibleDuplicate = false;
    }),
  ).toEqual(['P3']);
});

test('P3 is broken by a request that carries no message of ours', () => {
  expect(
    broken((evidence) => {
      evidence.ledger.push({ timeMs: start, messageId: null, attempt: 0, accepted: false, wamid: null });
    }),
  ).toEqual(['P3']);
});

test('P4 is broken by a message that is still on its way, and by a run that never settles', () => {
  expect(
    broken((evidence) => {
      only(evidence.deliveries, (each) => each.messageId === 'one').phase = 'RETRY_WAIT';
    }),
  ).toEqual(['P4']);
  expect(
    broken((evidence) => {
      evidence.settledAfterMs = undefined;
    }),
  ).toEqual(['P4']);
});

test('P5 is broken by a request after the cancel was acknowledged', () => {
  expect(
    broken((evidence) => {
      evidence.ledger.push({
        timeMs: start + 500,
        messageId: 'two',
        attempt: 1,
        accepted: true,
        wamid: 'w9',
      });
    }),
  ).toEqual(['P5']);
});

test('P5 is broken by an attempt that begins with less than a deadline left', () => {
  expect(
    broken((evidence) => {
      only(evidence.deliveries, (each) => each.messageId === 'one').expiresAtMs = start + 1_000;
    }),
  ).toEqual(['P5']);
});

function inLane(evidence: Evidence): void {
  evidence.deliveries.forEach((each, index) => {
    Object.assign(each, { lane: 'lane', lanePlace: index + 1 });
  });
}

test('P6 is broken by a message that leaves before the one before it is accepted', () => {
  // `two` was canceled and holds up nobody; `three` left after `two` had ended.
  expect(broken(inLane)).toEqual([]);
  expect(
    broken((evidence) => {
      inLane(evidence);
      Object.assign(
        only(evidence.deliveries, (each) => each.messageId === 'two'),
        { lanePlace: 4 },
      );
    }),
  ).toEqual(['P6']);
});

test('P6 holds for a message whose barrier timed out', () => {
  expect(
    broken((evidence) => {
      inLane(evidence);
      Object.assign(
        only(evidence.deliveries, (each) => each.messageId === 'two'),
        { lanePlace: 4 },
      );
      only(evidence.deliveries, (each) => each.messageId === 'one').laneUntilMs = start + 400;
    }),
  ).toEqual([]);
});

test('P7 is broken by a status that goes back', () => {
  expect(
    broken((evidence) => {
      evidence.watchers = [];
      evidence.webhooks.push({ wamid: 'w1', status: 'sent' });
      evidence.events.push({
        seq: 12,
        messageId: 'one',
        kind: 'STATUS',
        status: 'SENT',
        attempt: 1,
        atMs: start + 2_000,
      });
    }),
  ).toEqual(['P7']);
});

test('P8 is broken by an event that a watcher missed, saw twice or saw out of order, and by a hole in the log', () => {
  const changes: ((seen: SeenEvent[]) => void)[] = [
    (seen) => seen.splice(3, 1),
    (seen) => seen.splice(3, 0, ...seen.slice(3, 4)),
    (seen) => seen.reverse(),
    (seen) => seen.push({ seq: 12, what: 'one READ 1', atMs: start }),
    (seen) => seen.pop(),
  ];
  for (const change of changes) {
    expect(
      broken((evidence) => {
        change(onlyLeg(evidence).seen);
      }),
    ).toEqual(['P8']);
  }
  expect(
    broken((evidence) => {
      evidence.watchers = [];
      only(evidence.events, (each) => each.seq === 11).seq = 12;
    }),
  ).toEqual(['P8']);
});

function onlyLeg(evidence: Evidence): Leg {
  return only(only(evidence.watchers, () => true).legs, () => true);
}

/** From the third event on the watcher saw another history, was told of the gap, and saw the whole log. */
function loseHistory(evidence: Evidence): SeenEvent[] {
  const lost = onlyLeg(evidence).seen.map((told, index) =>
    index < 2 ? told : { ...told, atMs: told.atMs + 7 },
  );
  only(evidence.watchers, () => true).legs = [
    { afterSeq: 2, seen: lost },
    { afterSeq: 0, seen: evidence.events.map(toSeen) },
  ];
  return lost;
}

test('P8 is broken by a gap where history is the same', () => {
  expect(
    broken((evidence) => {
      only(evidence.watchers, () => true).legs.push({ afterSeq: 0, seen: evidence.events.map(toSeen) });
    }),
  ).toEqual(['P8']);
});

test('P8 holds for a watcher that saw what an asynchronous failover lost, and was told of the gap', () => {
  expect(
    broken((evidence) => {
      evidence.failover = 'ASYNCHRONOUS';
      loseHistory(evidence);
    }),
  ).toEqual([]);
});

test('P8 is broken when a watcher goes over from a lost history to the log without a gap between', () => {
  expect(
    broken((evidence) => {
      evidence.failover = 'ASYNCHRONOUS';
      const lost = loseHistory(evidence);
      lost.splice(-1, 1, ...evidence.events.map(toSeen).slice(-1));
    }),
  ).toEqual(['P8']);
});

test('P8 is broken when a watcher stays with a lost history, and when one skips a part of it', () => {
  expect(
    broken((evidence) => {
      evidence.failover = 'ASYNCHRONOUS';
      loseHistory(evidence);
      only(evidence.watchers, () => true).legs.pop();
    }),
  ).toEqual(['P8']);
  expect(
    broken((evidence) => {
      evidence.failover = 'ASYNCHRONOUS';
      loseHistory(evidence).splice(4, 1);
    }),
  ).toEqual(['P8']);
});

test('P8 is broken by every event that a synchronous failover lost', () => {
  expect(
    broken((evidence) => {
      evidence.failover = 'SYNCHRONOUS';
      loseHistory(evidence);
    }),
  ).toEqual(['P8']);
});

test('an asynchronous failover breaks no promise by what it lost, and a synchronous one does', () => {
  for (const failover of ['ASYNCHRONOUS', 'SYNCHRONOUS'] as const) {
    expect(
      broken((evidence) => {
        evidence.failover = failover;
        evidence.messages = evidence.messages.filter((each) => each.messageId !== 'one');
        evidence.webhooksTold = 2;
      }),
    ).toEqual(failover === 'ASYNCHRONOUS' ? [] : ['P1', 'P9']);
  }
});

test('P9 is broken by a webhook that was answered and is not stored, and by one that was never applied', () => {
  expect(
    broken((evidence) => {
      evidence.webhooksTold = 2;
    }),
  ).toEqual(['P9']);
  expect(
    broken((evidence) => {
      evidence.webhooksLeft = 1;
    }),
  ).toEqual(['P9']);
});

test('P17 is broken by ACCEPTED without an id from WhatsApp, and by DELIVERED without a webhook', () => {
  expect(
    broken((evidence) => {
      only(evidence.attempts, (each) => each.messageId === 'one').wamid = 'invented';
    }),
  ).toEqual(['P17']);
  expect(
    broken((evidence) => {
      evidence.webhooks = [];
      evidence.webhooksTold = 0;
    }),
  ).toEqual(['P17']);
});

test('P16 is broken when nothing moves after a kill or a restart, and when the held stand as SENDING beyond their lease', () => {
  expect(
    broken((evidence) => {
      evidence.marks = [{ kind: 'POSTGRES_BACK', atMs: start + 900 }];
    }),
  ).toEqual(['P16']);
  expect(
    broken((evidence) => {
      evidence.marks = [{ kind: 'WORKERS_KILLED', atMs: start + 400 }];
    }),
  ).toEqual([]);
  expect(
    broken((evidence) => {
      evidence.marks = [{ kind: 'WORKERS_KILLED', atMs: start + 600 }];
      const attempt = only(evidence.attempts, (each) => each.messageId === 'three');
      Object.assign(attempt, { outcome: null, finishedAtMs: null, startedAtMs: start - 3_000 });
      only(evidence.events, (each) => each.status === 'UNKNOWN').atMs = start + 9_000;
    }),
  ).toEqual(['P16']);
});

const belief = (verdict: Belief['verdict'], isProved: boolean): Belief => ({
  process: 'worker-1',
  proof: 'proof',
  xid: '7',
  verdict,
  tookMs: 100,
  isProved,
});

test('P18 is broken by a COMMIT that was believed and is not there, and says in which act', () => {
  const evidence = goodEvidence();
  evidence.beliefs.push(belief('committed', false));
  evidence.overtaken.push({ act: 'claim', process: 'worker-1', numbers: [7] });
  expect(checkHistory(evidence).filter((each) => !each.holds)).toMatchObject([
    {
      promise: 'P18 no lost COMMIT is believed',
      violations: ['worker-1, the claim of a crash, transaction 7: was believed committed and is not there'],
    },
  ]);
});

test('P18 is broken by a COMMIT that was given up and is there', () => {
  expect(broken((evidence) => evidence.beliefs.push(belief('aborted', true)))).toEqual(['P18']);
});

test('P18 holds for verdicts that are so, and for those that could not be had', () => {
  expect(
    broken((evidence) => {
      evidence.beliefs.push(belief('committed', true), belief('aborted', false), belief('unknown', true));
    }),
  ).toEqual([]);
});

test('P18 is broken when nobody knows what became of a transaction after a crash, or knows it late', () => {
  for (const late of [belief('unknown', false), { ...belief('aborted', false), tookMs: 3_001 }]) {
    expect(
      broken((evidence) => {
        evidence.beliefs.push(late);
        evidence.overtaken.push({ act: 'settle', process: 'worker-1', numbers: [7] });
      }),
    ).toEqual(['P18']);
  }
});
