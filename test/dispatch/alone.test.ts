import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { aMessage } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, EnqueueList, FindMessage } from '../support/operations.ts';
import { refuseRows } from '../support/refuse-rows.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

let gateway: Gateway;
let lines: string[];
beforeAll(async () => {
  lines = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  gateway = await startGateway({ times: shortTimes, log });
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Stored together, so that they are worked on together; the one in the middle goes first. */
async function enqueueThree(phone = '+16505550101'): Promise<[string, string, string]> {
  const priorities = ['NORMAL', 'HIGH', 'NORMAL'] as const;
  const inputs = priorities.map((priority) => aMessage({ to: { phone }, priority }));
  const { enqueueMessages } = await gateway.api.call(EnqueueList, { inputs });
  const ids = enqueueMessages.map((each) =>
    each.__typename === 'EnqueuedMessage' ? each.message.id : each.__typename,
  );
  return ids as [string, string, string];
}

async function enqueueAccepted(): Promise<[string, string, string]> {
  const ids = await enqueueThree();
  await allIn(ids, 'HANDED_OVER');
  return ids;
}

function allIn(ids: readonly string[], phase: string): Promise<unknown> {
  return eventually(
    () => phasesOf(ids),
    (seen) => seen.every((each) => each === phase),
  );
}

async function phasesOf(ids: readonly string[]): Promise<string[]> {
  const rows = await gateway.database.query<{ phase: string }>(
    'SELECT phase FROM delivery WHERE message_id = ANY($1) ORDER BY message_id',
    [ids],
  );
  return rows.map(({ phase }) => phase);
}

async function readyz(): Promise<string> {
  const response = await fetch(`${gateway.url}/readyz`);
  return `${response.status} ${await response.text()}`;
}

const isPoison = 'NEW.priority = 2';

test.each(['P0001', '42883', '55000', 'XX000'])(
  'a message whose claim the database refuses with %s fails alone, and those claimed with it are sent',
  async (state) => {
    const when = `${isPoison} AND NEW.phase = 'SENDING'`;
    await using refused = new AsyncDisposableStack();
    refused.use(await refuseRows(gateway.database, 'delivery', when, { state }));
    const { cursor: after } = await gateway.api.call(CurrentCursor, {});
    const [first, poison, third] = await enqueueThree();
    await allIn([first, third], 'HANDED_OVER');
    await watchStatuses(gateway.api, poison, { after, until: 'FAILED' });
    expect((await gateway.api.call(FindMessage, { id: poison })).message).toMatchObject({
      status: 'FAILED',
      error: { code: 'INTERNAL' },
    });
  },
);

test('a message whose claim meets each time what passes by itself waits alone, and is sent when it has passed', async () => {
  const [, poison] = await (async () => {
    const when = `${isPoison} AND NEW.phase = 'SENDING'`;
    await using refused = new AsyncDisposableStack();
    refused.use(await refuseRows(gateway.database, 'delivery', when, { state: '57014' }));
    const ids = await enqueueThree();
    await allIn([ids[0], ids[2]], 'HANDED_OVER');
    expect(await phasesOf([ids[1]])).toEqual(['QUEUED']);
    return ids;
  })();
  await allIn([poison], 'HANDED_OVER');
});

test.each([
  {
    act: 'promote',
    set: `phase = 'RETRY_WAIT', ready = false, parked_for = 'BACK_OFF', not_before = now(), rank = 0`,
    refused: ['delivery', `${isPoison} AND NEW.ready AND NOT OLD.ready`],
    left: 'RETRY_WAIT',
    moved: 'HANDED_OVER',
  },
  {
    act: 'expire',
    set: `phase = 'RETRY_WAIT', ready = false, parked_for = 'BACK_OFF', not_before = now() + interval '1 hour', rank = 0,
      expires_at = now()`,
    refused: ['delivery', `${isPoison} AND NEW.phase = 'EXPIRED'`],
    left: 'RETRY_WAIT',
    moved: 'EXPIRED',
  },
  {
    act: 'sweep',
    set: `phase = 'SENDING', lease_until = now() - interval '1 second', rank = 0`,
    refused: ['delivery', `${isPoison} AND NEW.phase = 'UNKNOWN'`],
    left: 'SENDING',
    moved: 'UNKNOWN',
  },
  {
    act: 'reconcile',
    set: `phase = 'QUEUED', ready = true, not_before = now() - interval '1 minute', rank = 0`,
    refused: ['pgboss.job', `NEW.singleton_key = '$poison'`],
    left: 'QUEUED',
    moved: 'HANDED_OVER',
  },
])(
  'a message that the act "$act" fails on is set aside alone, with a line that names it, and the others go on',
  async ({ act, set, refused: [table = '', condition = ''], left, moved }) => {
    const [first, poison, third] = await enqueueAccepted();
    const on = table === 'delivery' ? 'UPDATE' : 'INSERT';
    await using refused = new AsyncDisposableStack();
    const when = condition.replace('$poison', poison);
    refused.use(await refuseRows(gateway.database, table, when, { on }));
    await gateway.database.query(`UPDATE delivery SET ${set} WHERE message_id = ANY($1)`, [
      [first, poison, third],
    ]);
    await allIn([first, third], moved);
    expect(await phasesOf([poison])).toEqual([left]);
    const [line] = await eventually(
      () => Promise.resolve(lines.filter((each) => each.includes('set_aside') && each.includes(poison))),
      (seen) => seen.length > 0,
    );
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 50, act, id: poison });
    expect(await readyz()).toBe('200 ok');
    // It would be found again for ever.
    await gateway.database.query(
      `UPDATE delivery SET phase = 'HANDED_OVER', rank = 1, ready = false, lease_until = NULL, parked_for = NULL
       WHERE message_id = $1`,
      [poison],
    );
  },
);

test('a parked status that cannot be given to its message is set aside alone, and those beside it are', async () => {
  const ids = await enqueueAccepted();
  const [first, poison, third] = ids;
  await using refused = new AsyncDisposableStack();
  const when = `NEW.message_id = '${poison}' AND NEW.status = 'read'`;
  refused.use(await refuseRows(gateway.database, 'status_evidence', when));
  const { cursor: after } = await gateway.api.call(CurrentCursor, {});
  await gateway.database.query(
    `INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, provider_at)
     SELECT tenant_id, sender_id, wamid, 'read', 5, now() FROM attempt WHERE message_id = ANY($1)`,
    [ids],
  );
  for (const id of [first, third]) await watchStatuses(gateway.api, id, { after, until: 'READ' });
  expect((await gateway.api.call(FindMessage, { id: poison })).message).toMatchObject({ status: 'ACCEPTED' });
});

test.each(['P0001', 'XX000'])(
  'an outcome that the database refuses with %s is left to its lease alone, and the outcomes beside it are stored',
  async (state) => {
    await using refused = new AsyncDisposableStack();
    const when = `NEW.outcome = 'ACCEPTED' AND EXISTS_HIGH(NEW.message_id)`;
    await gateway.database.query(
      `CREATE OR REPLACE FUNCTION exists_high(uuid) RETURNS boolean LANGUAGE sql AS
       'SELECT EXISTS (SELECT FROM delivery WHERE message_id = $1 AND priority = 2)'`,
    );
    refused.use(await refuseRows(gateway.database, 'attempt', when, { state }));
    const [first, poison, third] = await enqueueThree();
    await allIn([first, third], 'HANDED_OVER');
    await allIn([poison], 'UNKNOWN');
    const letters = await gateway.database.query('SELECT stage FROM dead_letter WHERE message_id = $1', [
      poison,
    ]);
    expect(letters).toEqual([{ stage: 'SETTLE' }]);
  },
);

test('an outcome that cannot be stored for a while is stored when it can, and those beside it do not wait for it', async () => {
  const { cursor: after } = await gateway.api.call(CurrentCursor, {});
  const poison = await (async () => {
    await using refused = new AsyncDisposableStack();
    const when = `NEW.outcome = 'ACCEPTED' AND EXISTS_HIGH(NEW.message_id)`;
    refused.use(await refuseRows(gateway.database, 'attempt', when, { state: '55P03' }));
    const [first, held, third] = await enqueueThree();
    await allIn([first, third], 'HANDED_OVER');
    return held;
  })();
  await watchStatuses(gateway.api, poison, { after, until: 'ACCEPTED' });
});
