import type { SendOutcome } from '../whatsapp/classify-answer.ts';

/** NOT_WRITTEN may be the network of this worker; UNKNOWN and FAULT (an answer with 5xx) are WhatsApp's. */
export type Health = 'GOOD' | 'NOT_WRITTEN' | 'UNKNOWN' | 'FAULT';

/** What became of the sends of one sender lately. */
export interface Recent {
  /** By time, newest last. */
  buckets: readonly Bucket[];
  /** Of the last sends, newest last: whether nobody can say what became of it. */
  unknowns: readonly boolean[];
}

interface Bucket {
  startMs: number;
  sends: number;
  notWritten: number;
  /** UNKNOWN or FAULT. */
  bad: number;
}

export const nothingYet: Recent = { buckets: [], unknowns: [] };

const bucketsPerWindow = 10;
/** Below it a share says nothing. */
const leastSends = 10;
const sickShare = 0.5;
/** Each request to a sick WhatsApp may become a message of which nobody knows whether it was sent. */
const uncertainShare = 0.02;
const leastSendsOfCertainty = 50;
const sendsOfCertainty = 100;

export function healthOf(outcome: SendOutcome): Health {
  switch (outcome.class) {
    case 'NOT_WRITTEN':
      return 'NOT_WRITTEN';
    case 'UNKNOWN':
      return 'UNKNOWN';
    case 'REFUSED':
      return outcome.httpStatus >= 500 ? 'FAULT' : 'GOOD';
    case 'ACCEPTED':
    case 'ACCEPTED_ID_LOST':
      return 'GOOD';
  }
}

export function note(recent: Recent, health: Health, nowMs: number, windowMs: number): Recent {
  const buckets = fresh(recent, nowMs, windowMs);
  const last = buckets.at(-1);
  const isSame = last !== undefined && nowMs - last.startMs < windowMs / bucketsPerWindow;
  const before = isSame ? last : { startMs: nowMs, sends: 0, notWritten: 0, bad: 0 };
  const added = {
    ...before,
    sends: before.sends + 1,
    notWritten: before.notWritten + (health === 'NOT_WRITTEN' ? 1 : 0),
    bad: before.bad + (health === 'UNKNOWN' || health === 'FAULT' ? 1 : 0),
  };
  return {
    buckets: [...(isSame ? buckets.slice(0, -1) : buckets), added],
    unknowns: [...recent.unknowns, health === 'UNKNOWN'].slice(-sendsOfCertainty),
  };
}

/** WhatsApp serves this sender badly, for all workers. What never left this one says nothing about it. */
export function isSenderSick(recent: Recent, nowMs: number, windowMs: number): boolean {
  const { sends, notWritten, bad } = sum(fresh(recent, nowMs, windowMs));
  return isSick(bad, sends - notWritten);
}

/** WhatsApp cannot be reached from this process: nothing leaves, or more than one sender is served badly. */
export function isHostSick(senders: Iterable<Recent>, nowMs: number, windowMs: number): boolean {
  const sums = [...senders].map((each) => sum(fresh(each, nowMs, windowMs)));
  const all = sum(sums);
  if (isSick(all.notWritten, all.sends)) return true;
  return isSick(all.bad + all.notWritten, all.sends) && sums.filter((each) => each.bad > 0).length > 1;
}

/** So many sends went unanswered lately that fewer should be under way at once. */
export function isUncertain({ unknowns }: Recent): boolean {
  const count = unknowns.filter(Boolean).length;
  return unknowns.length >= leastSendsOfCertainty && count > unknowns.length * uncertainShare;
}

function isSick(bad: number, sends: number): boolean {
  return sends >= leastSends && bad >= sends * sickShare;
}

function fresh(recent: Recent, nowMs: number, windowMs: number): readonly Bucket[] {
  return recent.buckets.filter((each) => nowMs - each.startMs < windowMs);
}

function sum(counts: readonly Omit<Bucket, 'startMs'>[]): Omit<Bucket, 'startMs'> {
  const total = { sends: 0, notWritten: 0, bad: 0 };
  for (const each of counts) {
    total.sends += each.sends;
    total.notWritten += each.notWritten;
    total.bad += each.bad;
  }
  return total;
}
