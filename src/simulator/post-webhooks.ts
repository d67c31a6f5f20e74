import { Pool } from 'undici';
import type { StatusNotice } from './plan-statuses.ts';
import { renderWebhook } from './render-webhook.ts';
import { signBody } from './sign-body.ts';

type Batch = {
  readonly body: Buffer;
  readonly signature: string;
  readonly statuses: number;
  readonly firstPostMs: number;
  readonly tries: number;
};

/** Posts statuses to the receiver until it answers exactly 200; what is waiting when a connection is free goes together. */
export class WebhookPoster {
  readonly counts = { posts: 0, told: 0, retries: 0, lost: 0 };
  #waiting: StatusNotice[] = [];
  #again: Batch[] = [];
  #retryTimers = new Set<NodeJS.Timeout>();
  #connectionsBusy = 0;
  #untold = 0;
  #whenAllTold: (() => void) | undefined;
  readonly #appSecret: string;
  readonly #path: string;
  readonly #pool: Pool;

  constructor(webhookUrl: string, appSecret: string) {
    const url = new URL(webhookUrl);
    this.#appSecret = appSecret;
    this.#path = url.pathname + url.search;
    this.#pool = new Pool(url.origin, {
      connections: connectionLimit + 1, // one more for posts that pass the queue
      connectTimeout: answerTimeoutMs,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
  }

  /** Statuses that are to be told and have not been yet. */
  get untold(): number {
    return this.#untold;
  }

  /** Takes a place for a status that will be added later; false when there are too many, and then it is lost. */
  reserve(): boolean {
    if (this.#untold >= untoldLimit) {
      this.counts.lost += 1;
      return false;
    }
    this.#untold += 1;
    return true;
  }

  /** Adds statuses whose place was reserved. */
  add(notices: readonly StatusNotice[]): void {
    for (const notice of notices) this.#waiting.push(notice);
    this.#fillConnections();
  }

  /** Passes the queue and waits for the first answer, whatever it is. */
  async postAtOnce(notice: StatusNotice): Promise<void> {
    if (this.reserve()) await this.#tell(this.#makeBatch([notice]));
  }

  /** Posts any bytes once, signed, and gives the receiver's HTTP status. */
  async postRaw(body: Buffer): Promise<number> {
    return this.#post(body, signBody(this.#appSecret, body));
  }

  /** Resolves when everything was told, or after the limit. */
  async drain(limitMs: number): Promise<void> {
    if (this.#untold === 0) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const allTold = () => {
      resolve(undefined);
    };
    const timer = setTimeout(allTold, limitMs);
    this.#whenAllTold = allTold;
    await promise;
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    for (const timer of this.#retryTimers) clearTimeout(timer);
    this.#retryTimers.clear();
    this.#waiting = [];
    this.#again = [];
    await this.#pool.destroy();
  }

  #fillConnections(): void {
    while (this.#connectionsBusy < connectionLimit) {
      const batch = this.#again.shift() ?? this.#takeWaiting();
      if (!batch) return;
      this.#connectionsBusy += 1;
      void this.#tell(batch).then(() => {
        this.#connectionsBusy -= 1;
        this.#fillConnections();
      });
    }
  }

  #takeWaiting(): Batch | undefined {
    const notices = this.#waiting.splice(0, batchLimit);
    return notices.length === 0 ? undefined : this.#makeBatch(notices);
  }

  #makeBatch(notices: readonly StatusNotice[]): Batch {
    const body = renderWebhook(notices);
    const signature = signBody(this.#appSecret, body);
    return { body, signature, statuses: notices.length, firstPostMs: Date.now(), tries: 0 };
  }

  async #tell(batch: Batch): Promise<void> {
    const status = await this.#post(batch.body, batch.signature).catch(() => undefined);
    if (status === 200) this.#settle(batch, 'told');
    else this.#retryLater({ ...batch, tries: batch.tries + 1 });
  }

  #settle(batch: Batch, outcome: 'told' | 'lost'): void {
    this.counts[outcome] += batch.statuses;
    this.#untold -= batch.statuses;
    if (this.#untold === 0) this.#whenAllTold?.();
  }

  #retryLater(batch: Batch): void {
    if (this.#pool.destroyed || Date.now() - batch.firstPostMs > giveUpAfterMs) {
      this.#settle(batch, 'lost');
      return;
    }
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (batch.tries - 1));
    const timer = setTimeout(() => {
      this.#retryTimers.delete(timer);
      this.counts.retries += 1;
      this.#again.push(batch);
      this.#fillConnections();
    }, waitMs);
    this.#retryTimers.add(timer);
  }

  async #post(body: Buffer, signature: string): Promise<number> {
    this.counts.posts += 1;
    const headers = {
      'content-type': 'application/json',
      'x-hub-signature-256': signature,
      'user-agent': 'facebookexternalua',
    };
    const answer = await this.#pool.request({ method: 'POST', path: this.#path, headers, body });
    await answer.body.dump();
    return answer.statusCode;
  }
}

const connectionLimit = 8; // posts at a time: enough to keep a receiver busy, few enough to make batches under load
const batchLimit = 100; // statuses in one post; Meta's limit is 1,000
const answerTimeoutMs = 10_000; // Meta wants answers within a second; beyond ten it is a failure
const firstWaitMs = 200; // doubles from here
const longestWaitMs = 30_000;
const giveUpAfterMs = 600_000; // Meta goes on for days; ten minutes outlast any test
const untoldLimit = 500_000; // statuses; about 100 MB
