import { describeFault } from '../db/describe-fault.ts';
import { isRecord, listOf } from './json-value.ts';
import type { WebhookProblem, WebhookReading } from './read-webhook.ts';

/** Reads an item, or says why it is left out. */
export type Read = (item: unknown, at: string) => object | WebhookProblem['reason'];

interface List {
  given: unknown;
  path: string;
  /** What the paths of its items end with. */
  suffix?: string;
  phoneNumberId?: string | undefined;
}

/**
 * Reads the items of a list, each alone; a record where a list belongs is read as the only item of one. A word instead of
 * a reading is the reason why the item is left out, and so is whatever the reader throws: that is a fault of our code, and
 * it would stop all other items.
 */
export function readEach(
  { given, path, suffix = '', phoneNumberId }: List,
  reading: WebhookReading,
  read: Read,
): void {
  const readOne = (item: unknown, at: string): void => {
    try {
      const result = read(item, at);
      if (typeof result === 'string') addProblem(reading, { path: at, reason: result, phoneNumberId });
    } catch (error) {
      addProblem(reading, { path: at, reason: 'UNREADABLE', phoneNumberId, cause: describeFault(error) });
    }
  };
  if (isRecord(given)) readOne(given, `${path}${suffix}`);
  else if (!Array.isArray(given)) addProblem(reading, { path, reason: 'NOT_A_LIST', phoneNumberId });
  else for (const [index, item] of listOf(given).entries()) readOne(item, `${path}.${index}${suffix}`);
}

/**
 * Problems of one body that are told; the next one says TOO_MANY_PROBLEMS in its place, and the rest are left out with it.
 * Meta sends at most 1,000 items in a body.
 */
const maxProblems = 1_000;

export function addProblem({ problems }: WebhookReading, problem: WebhookProblem): void {
  if (problems.length < maxProblems) problems.push(problem);
  else if (problems.length === maxProblems)
    problems.push({ ...problem, reason: 'TOO_MANY_PROBLEMS', cause: undefined });
}
