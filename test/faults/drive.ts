import { setTimeout as pause } from 'node:timers/promises';
import { cancel, enqueue, resolveUnknown } from './call-gateway.ts';
import type { Answer, HistoryFile, HistoryLine, Wish } from './history.ts';
import { features } from './profile.ts';
import type { Random } from './random.ts';

export interface Driver {
  counts: {
    acknowledged: number;
    racedKeys: number;
    canceled: number;
    unanswered: number;
    operations: number;
  };
  /** One list of messages, asked for until it is answered. */
  enqueueNow(count: number): Promise<string[]>;
  /** Offers messages until it is stopped. */
  run(): void;
  /** No new wishes; what has a key is asked for again until it is answered. */
  stop(): Promise<void>;
  /** As when every client goes away: nobody asks again, and nobody waits for them. */
  abandon(): void;
}

/**
 * Clients as careful as they should be: what is not answered is asked for again with the same key; and as careless as
 * they are: several ask for the same at once, or for something else with the same key.
 */
export function createDriver(options: {
  history: HistoryFile;
  doors: readonly string[];
  random: Random;
  /** Messages per second. */
  rate: number;
  /** Begins every external id. */
  label: () => string;
  /** Some messages that may have been sent. */
  findDoubtful: () => Promise<string[]>;
}): Driver {
  const { history, doors, random } = options;
  const counts = { acknowledged: 0, racedKeys: 0, canceled: 0, unanswered: 0, operations: 0 };
  const acknowledged = new Set<string>();
  const recent: string[] = [];
  const scheduled: string[] = [];
  const stopping = new AbortController();
  let giveUpAt = Infinity;
  let wishes = 0;
  let nextAt = performance.now();

  async function perform<T>(
    invoke: Invocation,
    call: () => Promise<T>,
    told: (result: T) => Told,
  ): Promise<T | undefined> {
    counts.operations += 1;
    const op = counts.operations;
    await history.append({ op, at: Date.now(), ...invoke });
    try {
      const result = await call();
      await history.append({ op, is: 'ok', at: Date.now(), ...told(result) });
      return result;
    } catch (error) {
      // Whatever the reason: the gateway may have done it.
      const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
      await history.append({ op, is: 'info', at: Date.now(), reason });
      return undefined;
    }
  }

  /** Asks once without a key; with keys until every item is answered. */
  async function wishFor(list: readonly Wish[], asList: boolean): Promise<Answer[]> {
    for (;;) {
      const answers = await perform(
        { is: 'invoke', kind: 'enqueue', wishes: [...list] },
        () => enqueue(random.pick(doors), list, asList),
        (result) => ({ answers: result }),
      );
      answers?.forEach((answer, index) => {
        note(answer, list[index]);
      });
      if (answers?.every((each) => each.is !== 'UNKNOWN')) return answers;
      if (list.some((each) => each.key === null) || performance.now() > giveUpAt) {
        counts.unanswered += list.length;
        return answers ?? [];
      }
      await pause(random.between(50, 500));
    }
  }

  function note(answer: Answer, wish: Wish | undefined): void {
    if (answer.is !== 'ENQUEUED' || acknowledged.has(answer.messageId)) return;
    acknowledged.add(answer.messageId);
    counts.acknowledged += 1;
    const kept = wish?.sendAt === undefined ? recent : scheduled;
    kept.push(answer.messageId);
    if (kept.length > recentLimit) kept.shift();
  }

  function makeWishes(count: number, keyed: boolean): Wish[] {
    return Array.from({ length: count }, () => {
      wishes += 1;
      const externalId = `${options.label()}-${wishes}`;
      return {
        externalId,
        key: keyed ? `key-${externalId}` : null,
        onUnknown: wishes % 3 === 0 ? 'RESEND' : 'HOLD',
        orderingKey: wishes % 4 === 0 ? `lane-${wishes % 80}` : null,
        ...(wishes % 10 === 1 ? { sendAt: inSeconds(random.between(1, 4)) } : {}),
        // The shortest that is taken; asking again later would be too late, so without a key.
        ...(!keyed && wishes % 5 === 2 ? { expiresAt: inSeconds(32) } : {}),
      };
    });
  }

  /** The same keys at the same moment from several clients, sometimes with something else behind them. */
  async function race(count: number): Promise<void> {
    const list = makeWishes(count, true);
    counts.racedKeys += count;
    const rivals = Array.from({ length: random.between(2, 4) }, () => random.shuffle(list));
    if (random.chance(0.25))
      rivals.push(list.map((wish) => ({ ...wish, externalId: `other-${wish.externalId}` })));
    await Promise.all(rivals.map((each) => wishFor(each, count > 1)));
  }

  async function cancelOne(): Promise<void> {
    if (recent.length === 0 || scheduled.length === 0) return;
    const messageId = (random.chance(0.5) ? scheduled.at(-1) : recent.at(-1)) ?? random.pick(recent);
    const canceled = await perform(
      { is: 'invoke', kind: 'cancel', messageId },
      () => cancel(random.pick(doors), messageId),
      (result) => ({ canceled: result }),
    );
    if (canceled === true) counts.canceled += 1;
  }

  async function resolveOne(): Promise<void> {
    const [messageId] = random.shuffle(await options.findDoubtful());
    if (messageId === undefined) return;
    const action = random.pick(['RESEND', 'GIVE_UP'] as const);
    await perform(
      { is: 'invoke', kind: 'resolve', messageId, action },
      () => resolveUnknown(random.pick(doors), messageId, action),
      (resolved) => ({ resolved }),
    );
  }

  /** Returns how many messages it wished for. */
  async function act(): Promise<number> {
    const draw = random.next();
    if (draw < 0.8) {
      const size = random.chance(0.5) ? 1 : random.between(2, 50);
      if (draw < 0.6) await race(size);
      else await wishFor(makeWishes(size, draw < 0.7), size > 1);
      return size;
    }
    if (draw < 0.97 || !features.resolve) await cancelOne();
    else await resolveOne();
    return 0;
  }

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      const size = await act();
      // After an outage there is no rush to make up for it.
      nextAt = Math.max(nextAt, performance.now() - 1_000) + (size / options.rate) * 1_000;
      const waitMs = Math.max(5, nextAt - performance.now());
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  let living: Promise<void>[] = [];
  return {
    counts,
    async enqueueNow(count) {
      const answers = await wishFor(makeWishes(count, true), true);
      return answers.flatMap((each) => (each.is === 'ENQUEUED' ? [each.messageId] : []));
    },
    run() {
      living = Array.from({ length: clients }, live);
    },
    async stop() {
      giveUpAt = performance.now() + lastAnswersMs;
      stopping.abort();
      await Promise.all(living);
      giveUpAt = Infinity;
    },
    abandon() {
      giveUpAt = 0;
      stopping.abort();
    },
  };
}

type Invoked = Extract<HistoryLine, { is: 'invoke' }>;
type Invocation =
  | Omit<Extract<Invoked, { kind: 'enqueue' }>, 'op' | 'at'>
  | Omit<Extract<Invoked, { kind: 'cancel' }>, 'op' | 'at'>
  | Omit<Extract<Invoked, { kind: 'resolve' }>, 'op' | 'at'>;
type Told = { answers: Answer[] } | { canceled: boolean } | { resolved: boolean };

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

/** Client loops; several of them wait for an outage to end at any time. */
const clients = 24;
/** Messages that a cancel may be about: mostly gone, sometimes still waiting. */
const recentLimit = 200;
/** After healing everybody is answered; ms. */
const lastAnswersMs = 40_000;
