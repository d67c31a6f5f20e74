import { setTimeout as pause } from 'node:timers/promises';
import { messageIdOf, sendUntilAccepted } from '../support/accepted-messages.ts';
import { alternate } from '../support/alternate.ts';
import { compareRates, compareTimes, type Form, type Outcome } from '../support/comparison.ts';
import { startHeliograph, startSilentSimulator, type Stage } from '../support/stage.ts';
import { startNode } from '../support/start-node.ts';
import { openSubscribers, type Subscribers } from '../support/subscribe.ts';
import { postSigned, writeWebhook } from '../support/webhooks.ts';

const fields = 'cursor status message { id status }';
const filtered = `subscription Watch($id: ID!) {
  messageEvents(filter: { messageIds: [$id] }) { ... on MessageEvent { cursor status message { id status } } }
}`;
const unfiltered =
  'subscription { messageEvents { ... on MessageEvent { cursor status message { id status } } } }';

/** Webhook in, item out: each socket for its own message, then every event for every socket. */
export async function stream(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const sockets = form.isShort ? 20 : 1_000;
  const events = form.isShort ? 10 : 300;
  const database = await stage.createDatabase('stream');
  const simulator = running.use(await startSilentSimulator());
  const gateway = running.use(
    await startHeliograph(database, { roles: 'gateway,worker,webhook', whatsappUrl: simulator.url }),
  );
  const bare = running.use(await startNode('references/bare-graphql-ws.ts', {}));
  const accepted = await sendUntilAccepted(database, simulator, sockets);
  const entryOf = (n: number) => accepted.slice(n % sockets, (n % sockets) + 1);
  const idOf = (n: number): string => entryOf(n).map(messageIdOf).join('');

  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  {
    using mine = await openSubscribers(gateway.port, sockets, (n) => ({
      query: filtered,
      variables: { id: idOf(n) },
    }));
    using theirs = await openSubscribers(bare.port, sockets, (n) => ({
      query: `subscription Watch($id: ID!) { messageEvents(id: $id) { ${fields} } }`,
      variables: { id: idOf(n) },
    }));
    for (let n = 0; n < events; n += 1) {
      const webhook = writeWebhook(entryOf(n), 'delivered');
      times.ours.push(await timeItem(mine, n % sockets, () => postSigned(gateway.url, webhook)));
      times.theirs.push(await timeItem(theirs, n % sockets, () => emit(bare.url, idOf(n))));
    }
  }
  using mine = await openSubscribers(gateway.port, sockets, () => ({ query: unfiltered, variables: {} }));
  using theirs = await openSubscribers(bare.port, sockets, () => ({
    query: `subscription { messageEvents { ${fields} } }`,
    variables: {},
  }));
  const burst = form.isShort ? 2 : 10;
  let next = 0;
  const fanOut = await alternate(
    form.isShort ? 1 : Math.min(form.rounds, 5),
    () => {
      next += burst;
      const body = writeWebhook(accepted.slice(next - burst, next), 'read');
      return rateItems(mine, sockets * burst, () => postSigned(gateway.url, body));
    },
    () =>
      rateItems(theirs, sockets * burst, async () => {
        for (let n = 0; n < burst; n += 1) await emit(bare.url, idOf(n));
      }),
  );
  return {
    comparisons: [
      compareTimes(
        {
          scenario: `webhook → subscriber, ${sockets} sockets each filtered to its own message`,
          reference: 'bare graphql-ws with a source in memory',
          mostAdded: { p50: 15, p99: 100 },
          obstacle:
            'two COMMITs stand between the webhook and the item, the body as it came and then what it says; after them the log is read, and for the item its message.',
        },
        times.ours,
        times.theirs,
      ),
      compareRates(
        {
          scenario: `every event to ${sockets} sockets`,
          reference: 'bare graphql-ws, same events',
          unit: 'items/s',
          least: null,
        },
        fanOut,
      ),
    ],
    checks: [{ what: 'items that reached their own socket', expected: events, got: times.ours.length }],
  };
}

/** From the post to the item at the socket that it is for; ms. */
async function timeItem(
  subscribers: Subscribers,
  socket: number,
  post: () => Promise<void>,
): Promise<number> {
  const arrived = Promise.withResolvers<number>();
  subscribers.onItem((at) => {
    if (at === socket) arrived.resolve(performance.now());
  });
  const began = performance.now();
  const posted = post();
  const time = (await arrived.promise) - began;
  await posted;
  await pause(5); // idle again
  return time;
}

async function rateItems(
  subscribers: Subscribers,
  count: number,
  post: () => Promise<void>,
): Promise<number> {
  const all = Promise.withResolvers<undefined>();
  let left = count;
  subscribers.onItem(() => {
    left -= 1;
    if (left === 0) all.resolve(undefined);
  });
  const began = performance.now();
  await post();
  await all.promise;
  return count / ((performance.now() - began) / 1000);
}

async function emit(url: string, id: string): Promise<void> {
  await (await fetch(`${url}/${id}`, { method: 'POST' })).arrayBuffer();
}
