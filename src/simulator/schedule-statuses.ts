import type { PlannedStatus, StatusNotice } from './plan-statuses.ts';
import type { WebhookPoster } from './post-webhooks.ts';

/** Holds statuses until they are due. One timer serves all: thousands a second may wait here. */
export class StatusSchedule {
  readonly #poster: WebhookPoster;
  #ticks = new Map<number, StatusNotice[]>();
  #timer: NodeJS.Timeout | undefined;
  #lastTick = 0;
  #isClosed = false;

  constructor(poster: WebhookPoster) {
    this.#poster = poster;
  }

  schedule(planned: readonly PlannedStatus[]): void {
    if (this.#isClosed) return;
    for (const { afterMs, notice } of planned) {
      if (this.#poster.reserve()) this.#hold(afterMs, notice);
    }
  }

  /** Makes everything due now, earliest first. */
  flush(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    const held = [...this.#ticks].sort(([a], [b]) => a - b);
    this.#ticks.clear();
    this.#poster.add(held.flatMap(([, notices]) => notices));
  }

  /** Forgets what is held; a request that is still under way when the simulator stops adds no more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#ticks.clear();
  }

  #hold(afterMs: number, notice: StatusNotice): void {
    if (!this.#timer) this.#start();
    // Never the current tick: what is accepted now is told after its answer has been written.
    const tick = Math.max(Math.ceil((performance.now() + afterMs) / tickMs), this.#lastTick + 1);
    const notices = this.#ticks.get(tick);
    if (notices) notices.push(notice);
    else this.#ticks.set(tick, [notice]);
  }

  #start(): void {
    this.#lastTick = currentTick();
    this.#timer = setInterval(() => {
      this.#releaseDue();
    }, tickMs);
  }

  #releaseDue(): void {
    const now = currentTick();
    for (let tick = this.#lastTick + 1; tick <= now; tick += 1) {
      const notices = this.#ticks.get(tick);
      if (!notices) continue;
      this.#ticks.delete(tick);
      this.#poster.add(notices);
    }
    this.#lastTick = now;
    if (this.#ticks.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const tickMs = 5; // fine against delays of 50 ms, coarse enough to be free

function currentTick(): number {
  return Math.floor(performance.now() / tickMs);
}
