import type { Random } from './random.ts';
import type { Course } from './read-course.ts';
import type { Sender, WebhookDelays } from './read-settings.ts';
import type { Recipient } from './recipient.ts';
import type { WebhookChanges } from './rule.ts';

/** One element of a webhook's `statuses`. */
export type StatusNotice = {
  readonly sender: Sender;
  readonly recipient: Recipient;
  readonly category: Course['category'];
  readonly wamid: string;
  readonly status: string;
  readonly timestamp: number;
  readonly opaque: string | null;
  readonly errorCode: number | undefined;
};

export type PlannedStatus = { readonly afterMs: number; readonly notice: StatusNotice };

export type Acceptance = {
  readonly sender: Sender;
  readonly recipient: Recipient;
  readonly course: Course;
  readonly wamid: string;
  readonly opaque: string | null;
  readonly timeMs: number;
};

/** Which statuses will be told and when. Timestamps always tell the true order, whatever order they arrive in. */
export function planStatuses(
  acceptance: Acceptance,
  changes: WebhookChanges,
  delays: WebhookDelays,
  random: Random,
): PlannedStatus[] {
  const words = listStatuses(changes, acceptance.course).flatMap((word) =>
    repeat(word, 1 + (changes.duplicate ?? 0)),
  );
  const naturalDelays = words.map((word) => naturalDelay(word, delays));
  const isReordered = changes.shuffle === true || changes.order !== undefined;
  const slots = isReordered ? naturalDelays.toSorted((a, b) => a - b) : naturalDelays;
  const arrivals = changes.shuffle === true ? shuffle(words, random) : words;
  return arrivals.map((word, position) => ({
    afterMs: (slots[position] ?? 0) + (changes.delayMs ?? 0),
    notice: {
      sender: acceptance.sender,
      recipient: acceptance.recipient,
      category: acceptance.course.category,
      wamid: acceptance.wamid,
      status: word,
      timestamp: Math.floor((acceptance.timeMs + naturalDelay(word, delays)) / 1000),
      opaque: changes.withoutOpaque === true ? null : acceptance.opaque,
      errorCode: word === 'failed' ? (changes.failWith ?? 131000) : undefined,
    },
  }));
}

function listStatuses(
  { drop = [], failWith, order, unknownStatus }: WebhookChanges,
  { statuses }: Course,
): readonly string[] {
  if (drop === 'all') return [];
  const told = order ?? (failWith === undefined ? statuses : failing);
  const kept = told.filter((word) => !drop.includes(word));
  return unknownStatus === undefined ? kept : [...kept, unknownStatus];
}

const failing = ['sent', 'failed'] as const;

function naturalDelay(word: string, delays: WebhookDelays): number {
  if (word === 'sent') return delays.sent;
  if (word === 'played') return 2 * delays.read; // listening comes after opening
  return word === 'delivered' || word === 'failed' ? delays.delivered : delays.read;
}

function repeat(word: string, times: number): readonly string[] {
  return times === 1 ? [word] : Array.from({ length: times }, () => word);
}

function shuffle(words: readonly string[], random: Random): readonly string[] {
  const keyed = words.map((word) => ({ word, key: random() })).sort((a, b) => a.key - b.key);
  const shuffled = keyed.map(({ word }) => word);
  // A shuffle that changes nothing would prove nothing.
  return shuffled.join() === words.join() ? shuffled.toReversed() : shuffled;
}
