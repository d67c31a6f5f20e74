import type { KeyObject } from 'node:crypto';
import { learnAliases } from '../contacts/learn-aliases.ts';
import { readName } from '../recipient/read-name.ts';
import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import { carrySuppressions } from '../suppression/carry-suppressions.ts';
import { createWordJudge, type WordJudge, type WordMeaning } from '../suppression/opt-out-words.ts';
import { readOptOutWords } from '../suppression/read-opt-out-words.ts';
import { stoppedInTheApp, takeSignals, type Signal } from '../suppression/take-signals.ts';
import type { PeopleReading, Wish } from '../whatsapp/read-people.ts';
import { applyApart } from './apply-apart.ts';
import { deadItem, type DeadItem } from './dead-item.ts';

/** What one item shows of people, and where it stands. */
export type PeopleItem = PeopleReading & { inboxId: number; path: string };

/** What to append to the log, and how many people have too many names to be known as one. */
interface TakenPeople {
  drafts: EventDraft[];
  crowds: number;
}

/**
 * Remembers which names belong to one person, and follows what people wish for, as a batch of webhooks shows it. Answers
 * by tenant. What cannot be applied is added to `dead`, alone.
 */
export async function takePeople(
  tx: Tx,
  recipientKey: KeyObject,
  people: readonly PeopleItem[],
  dead: DeadItem[],
): Promise<Map<string, TakenPeople>> {
  const taken = new Map<string, TakenPeople>();
  for (const [tenantId, ofTenant] of await groupByTenant(tx, people)) {
    const parts = await applyApart(
      tx,
      ofTenant,
      (inner, some) => takePeopleOf(inner, recipientKey, tenantId, some),
      ({ inboxId, path }, error) => dead.push(deadItem({ inboxId, path, tenantId }, error)),
    );
    taken.set(tenantId, {
      drafts: parts.flatMap((each) => each.drafts),
      crowds: parts.reduce((sum, each) => sum + each.crowds, 0),
    });
  }
  return taken;
}

async function takePeopleOf(
  tx: Tx,
  recipientKey: KeyObject,
  tenantId: string,
  people: readonly PeopleItem[],
): Promise<TakenPeople> {
  const wishes = people.flatMap((each) => each.wishes);
  const own = wishes.some(({ said }) => 'words' in said) ? await readOptOutWords(tx, tenantId) : {};
  const judge = createWordJudge(own);
  const signals = wishes.flatMap((wish) => toSignal(wish, judge));
  const shown = people.flatMap((each) => each.shown);
  const crowds = await learnAliases(tx, tenantId, recipientKey, shown);
  const taken = await takeSignals(tx, tenantId, recipientKey, signals);
  const carried = await carrySuppressions(tx, tenantId, recipientKey, crowds);
  return { drafts: [...taken, ...carried], crowds: crowds.length };
}

/** In one order, as their rows are locked tenant by tenant. A number that is not ours is somebody else's business. */
async function groupByTenant(
  tx: Tx,
  people: readonly PeopleItem[],
): Promise<[tenantId: string, PeopleItem[]][]> {
  if (people.length === 0) return [];
  const senders = await findSendersByPhoneNumberId(
    tx,
    people.map((each) => each.phoneNumberId),
  );
  const groups = Map.groupBy(people, (each) => senders.get(each.phoneNumberId)?.tenantId);
  return [...groups]
    .flatMap(([tenantId, ofTenant]) =>
      tenantId === undefined ? [] : [[tenantId, ofTenant] as [string, PeopleItem[]]],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function toSignal(wish: Wish, judge: WordJudge): Signal[] {
  const [recipient] = wish.names.flatMap((name) => readName(name) ?? []);
  const meant = recipient && meaningOf(wish.said, judge);
  if (!meant) return [];
  // Without a time nobody knows whether somebody came back before they left or after; to be left alone needs none.
  if (meant.wish === 'START' && wish.at === undefined) return [];
  return [{ recipient, at: wish.at, ...meant }];
}

function meaningOf(
  said: Wish['said'],
  judge: WordJudge,
): Pick<Signal, 'wish' | 'scope' | 'source'> | undefined {
  if ('preference' in said) {
    const wish = said.preference === 'stop' ? 'STOP' : 'START';
    return { wish, scope: 'MARKETING', source: 'WHATSAPP_PREFERENCE' };
  }
  if ('errors' in said) {
    const hasStopped = said.errors.includes(stoppedInTheApp);
    return hasStopped ? { wish: 'STOP', scope: 'MARKETING', source: 'ERROR_131050' } : undefined;
  }
  const meaning = judge(said);
  return meaning && { ...wishes[meaning], source: 'KEYWORD' };
}

const wishes: Record<WordMeaning, Pick<Signal, 'wish' | 'scope'>> = {
  STOP: { wish: 'STOP', scope: 'ALL' },
  STOP_MARKETING: { wish: 'STOP', scope: 'MARKETING' },
  START: { wish: 'START', scope: 'ALL' },
};
