import { repeat } from '../db/repeat.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { applyWebhooks, type ApplyTools } from './apply-webhooks.ts';
import { createTroubledBodies } from './troubled-bodies.ts';
import { webhookTopic } from './store-webhook.ts';

/** A lost wake-up delays a webhook by at most this; ms. */
const lookAgainMs = 1_000;

/** Applies stored webhooks as they come, one batch after the other. Several processes share the work. */
export function runApplier(tools: ApplyTools & { loops: LoopWatch }): AsyncDisposable {
  const { loops } = tools;
  const troubled = createTroubledBodies();
  const applier = repeat({ name: 'apply-webhooks', everyMs: lookAgainMs, loops }, async () => {
    while ((await applyWebhooks(tools, troubled)) > 0);
  });
  const stopListening = tools.doorbell.onRing(webhookTopic, applier.runSoon);
  return {
    async [Symbol.asyncDispose]() {
      stopListening();
      await applier[Symbol.asyncDispose]();
    },
  };
}
