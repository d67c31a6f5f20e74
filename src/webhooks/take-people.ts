import type { KeyObject } from 'node:crypto';
import { learnAliases } from '../contacts/learn-aliases.ts';
import { readName } from '../contacts/read-name.ts';
import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import { createWordJudge, type WordJudge, type WordMeaning } from '../suppression/opt-out-words.ts';
import { readOptOutWords } from '../suppression/read-opt-out-words.ts';
import { stoppedInTheApp, takeSignals, type Signal } from '../suppression/take-signals.ts';
import type { PeopleReading, Wish } from '../whatsapp/read-people.ts';

/**
 * Remembers which names belong to one person, and follows what people wish for, as a batch of webhooks shows it. Answers
 * by tenant what to append to the log.
 */
export async function takePeople(
  tx: Tx,
  recipientKey: KeyObject,
  people: readonly PeopleReading[],
): Promise<Map<string, EventDraft[]>> {
  const drafts = new Map<string, EventDraft[]>();
  for (const [tenantId, ofTenant] of await groupByTenant(tx, people)) {
    await learnAliases(
      tx,
      tenantId,
      recipientKey,
      ofTenant.flatMap((each) => each.shown),
    );
    const wishes = ofTenant.flatMap((each) => each.wishes);
    const own = wishes.some(({ said }) => 'words' in said) ? await readOptOutWords(tx, tenantId) : {};
    const judge = createWordJudge(own);
    const signals = wishes.flatMap((wish) => toSignal(wish, judge));
    drafts.set(tenantId, await takeSignals(tx, tenantId, recipientKey, signals));
  }
  return drafts;
}

/** In one order, as their rows are locked tenant by tenant. A number that is not ours is somebody else's business. */
async function groupByTenant(
  tx: Tx,
  people: readonly PeopleReading[],
): Promise<[tenantId: string, PeopleReading[]][]> {
  const speaking = people.filter(({ shown, wishes }) => shown.length + wishes.length > 0);
  if (speaking.length === 0) return [];
  const senders = await findSendersByPhoneNumberId(
    tx,
    speaking.map((each) => each.phoneNumberId),
  );
  const groups = Map.groupBy(speaking, (each) => senders.get(each.phoneNumberId)?.tenantId);
  return [...groups]
    .flatMap(([tenantId, ofTenant]) =>
      tenantId === undefined ? [] : [[tenantId, ofTenant] as [string, PeopleReading[]]],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function toSignal({ names, at, said }: Wish, judge: WordJudge): Signal[] {
  const [recipient] = names.flatMap((name) => readName(name) ?? []);
  if (!recipient) return [];
  if ('preference' in said) {
    const wish = said.preference === 'stop' ? 'STOP' : 'START';
    return [{ recipient, at, wish, scope: 'MARKETING', source: 'WHATSAPP_PREFERENCE' }];
  }
  if ('error' in said) {
    return said.error === stoppedInTheApp
      ? [{ recipient, at, wish: 'STOP', scope: 'MARKETING', source: 'ERROR_131050' }]
      : [];
  }
  const meaning = judge(said);
  return meaning ? [{ recipient, at, ...wishes[meaning], source: 'KEYWORD' }] : [];
}

const wishes: Record<WordMeaning, Pick<Signal, 'wish' | 'scope'>> = {
  STOP: { wish: 'STOP', scope: 'ALL' },
  STOP_MARKETING: { wish: 'STOP', scope: 'MARKETING' },
  START: { wish: 'START', scope: 'ALL' },
};
