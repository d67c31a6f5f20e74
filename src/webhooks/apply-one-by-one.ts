import { readWebhook } from '../whatsapp/read-webhook.ts';
import { applyReadings } from './apply-readings.ts';
import { throwIfAway, slicesOf } from './apply-slices.ts';
import type { ApplyTools, Committed } from './apply-webhooks.ts';
import { listWaiting, markApplied, readWaiting } from './inbox.ts';
import { turnMs, type TroubledBodies } from './troubled-bodies.ts';

/** So many that fail one after the other, and none that does not, are not at fault themselves. */
const maxInVain = 5;

/**
 * After a batch that failed as a whole: applies its bodies, as long as there is time, each in a transaction of its own. One
 * that fails is taken apart later, and holds up no other from then on. Answers how many were applied.
 */
export async function applyOneByOne(
  tools: ApplyTools,
  troubled: TroubledBodies,
  limit: number,
  committed: Committed,
): Promise<number> {
  let finished = 0;
  let inVain = 0;
  const endsAt = performance.now() + turnMs;
  for (const inboxId of await listWaiting(tools.database, limit, troubled.ids())) {
    if (await applyBody(tools, troubled, inboxId, committed)) finished += 1;
    else inVain += 1;
    if ((finished === 0 && inVain >= maxInVain) || performance.now() >= endsAt) break;
  }
  return finished;
}

async function applyBody(
  tools: ApplyTools,
  troubled: TroubledBodies,
  inboxId: number,
  committed: Committed,
): Promise<boolean> {
  const [waiting] = await readWaiting(tools.database, inboxId);
  if (!waiting) return true;
  const reading = { inboxId, ...readWebhook(waiting.body) };
  try {
    const applied = await tools.database.transaction((tx) =>
      applyReadings(tx, tools, [reading], () => {
        markApplied(tx, [inboxId]);
      }),
    );
    await committed(tools, applied);
    return true;
  } catch (error) {
    throwIfAway(error);
    troubled.add(inboxId, slicesOf(reading));
    return false;
  }
}
