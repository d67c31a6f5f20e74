import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { repeat } from '../db/repeat.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Log } from '../log/log.ts';
import { listAllSenders } from './list-senders.ts';
import { readSendersMark } from './read-senders-mark.ts';
import type { Sender } from './sender.ts';

/** All senders of all tenants, as the table has them now: other processes add and change them while this one runs. */
export interface SenderWatch extends AsyncDisposable {
  /** A sender that did not change is the same object as before. */
  all: () => readonly Sender[];
  /** `take` runs after every change, with all senders. Answers how to stop it. */
  onChange(take: (senders: readonly Sender[]) => void): () => void;
}

/** Who is woken when senders were added or changed. */
export const sendersTopic = 'senders';

/** A ring may be lost: a new sender is taken up within two seconds all the same; ms. */
const lookMs = 1_000;

/** `prepare` makes what a new or changed sender needs before anybody is told of it. */
export async function watchSenders(tools: {
  database: Database;
  doorbell: Doorbell;
  loops: LoopWatch;
  log: Log;
  prepare: (fresh: readonly Sender[]) => Promise<void>;
}): Promise<SenderWatch> {
  const { database, doorbell, loops, log, prepare } = tools;
  const takers = new Set<(senders: readonly Sender[]) => void>();
  let mark: string | undefined;
  let all: readonly Sender[] = [];

  async function look(): Promise<void> {
    // Read first: what changes between the two questions changes the mark again.
    const markNow = await readSendersMark(database);
    if (markNow === mark) return;
    const found = await listAllSenders(database);
    const known = new Map(all.map((each) => [each.senderId, each]));
    const fresh = found.filter((each) => !isSame(each, known.get(each.senderId)));
    await prepare(fresh);
    if (mark !== undefined) log.info({ event: 'senders.changed', fresh: fresh.map((each) => each.senderId) });
    all = found.map((each) => {
      const before = known.get(each.senderId);
      return before && isSame(each, before) ? before : each;
    });
    mark = markNow;
    for (const take of takers) take(all);
  }

  await look();
  const looking = repeat({ name: 'watch-senders', everyMs: lookMs, loops }, look);
  const stop = doorbell.onRing(sendersTopic, looking.runSoon);
  return {
    all: () => all,
    onChange(take) {
      takers.add(take);
      return () => takers.delete(take);
    },
    async [Symbol.asyncDispose]() {
      stop();
      await looking[Symbol.asyncDispose]();
    },
  };
}

function isSame(one: Sender, other: Sender | undefined): boolean {
  return one.phoneNumber === other?.phoneNumber && one.phoneNumberId === other.phoneNumberId;
}
