/** What really came of one request whose body was read. */
export type LedgerEntry = {
  readonly timeMs: number;
  readonly phoneNumberId: string;
  readonly recipient: string | null;
  readonly type: string | null;
  readonly opaque: string | null;
  /** `ACCEPTED`, `MARKED_READ` (no message) or `REFUSED:<code>`. */
  readonly decision: string;
  readonly wamid: string | null;
  /** As it came; whether it is JSON stands beside it, so that it need not be parsed again. */
  readonly body: string;
  readonly isJson: boolean;
};

/** Entries in order of arrival; the oldest leave when there are too many, or when their bodies grow too long. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #first = 0; // where the oldest kept entry lies in #entries
  #dropped = 0;
  #bodyLength = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  write(entry: LedgerEntry): void {
    this.#entries.push(entry);
    this.#bodyLength += entry.body.length;
    while (this.size > this.#limit || (this.#bodyLength > bodyLengthLimit && this.size > 1))
      this.#dropOldest();
  }

  /** Entries from an index on; indexes count from the last clearing and include what was dropped. */
  since(index: number): readonly LedgerEntry[] {
    return this.#entries.slice(this.#first + Math.max(0, index - this.#dropped));
  }

  clear(): void {
    this.#entries = [];
    this.#first = 0;
    this.#dropped = 0;
    this.#bodyLength = 0;
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** The index that the next entry will have. */
  get nextIndex(): number {
    return this.#dropped + this.size;
  }

  #dropOldest(): void {
    this.#bodyLength -= this.#entries[this.#first]?.body.length ?? 0;
    this.#first += 1;
    this.#dropped += 1;
    // Cutting costs one pass over what is kept, so it waits until as much again has been dropped.
    if (this.#first < this.size) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }
}

const bodyLengthLimit = 512 * 1024 * 1024; // characters; a million ordinary messages take about half of it
