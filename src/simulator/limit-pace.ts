/** Meta's two send limits as token buckets, each kept as the time at which its bucket would be full again. */
export class PaceLimits {
  readonly refused = { number: 0, pair: 0 };
  #numbers = new Map<string, number>();
  #pairs = new Map<string, number>();

  /** Takes a token of both buckets, or none and gives the error code. */
  take(phoneNumberId: string, address: string, nowMs: number): 130429 | 131056 | undefined {
    const pair = `${phoneNumberId} ${address}`;
    const numberFullAt = fullAfter(numberPace, this.#numbers.get(phoneNumberId), nowMs);
    if (numberFullAt === undefined) {
      this.refused.number += 1;
      return 130429;
    }
    const pairFullAt = fullAfter(pairPace, this.#pairs.get(pair), nowMs);
    if (pairFullAt === undefined) {
      this.refused.pair += 1;
      return 131056;
    }
    this.#numbers.set(phoneNumberId, numberFullAt);
    this.#rememberPair(pair, pairFullAt);
    return undefined;
  }

  // Newest last, so that the first one is the best to forget.
  #rememberPair(pair: string, fullAt: number): void {
    this.#pairs.delete(pair);
    this.#pairs.set(pair, fullAt);
    const [oldest] = this.#pairs.keys();
    if (this.#pairs.size > pairLimit && oldest !== undefined) this.#pairs.delete(oldest);
  }
}

type Pace = { readonly intervalMs: number; readonly burst: number };

const numberPace: Pace = { intervalMs: 1000 / 80, burst: 80 };
const pairPace: Pace = { intervalMs: 6000, burst: 45 };
const pairLimit = 200_000; // an entry is about 150 bytes: 30 MB at most

function fullAfter(pace: Pace, fullAt: number | undefined, nowMs: number): number | undefined {
  const next = Math.max(fullAt ?? nowMs, nowMs) + pace.intervalMs;
  return next - nowMs > pace.intervalMs * pace.burst ? undefined : next;
}
