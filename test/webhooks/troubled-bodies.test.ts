import { createHash, createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import { ensureSenders } from '../../src/senders/ensure-senders.ts';
import { applyWebhooks } from '../../src/webhooks/apply-webhooks.ts';
import { createTroubledBodies, type TroubledBodies } from '../../src/webhooks/troubled-bodies.ts';
import { openContacts, tenantId, type OpenContacts } from '../contacts/open-contacts.ts';
import { inbound, messages, statuses } from '../whatsapp/webhook-body.ts';

let open: OpenContacts;
beforeAll(async () => {
  open = await openContacts();
  const sender = {
    phoneNumber: phoneNumber.parse('+15550783881'),
    phoneNumberId: '106540352242922',
    messagesPerSecond: 80,
  };
  await open.database.transaction((tx) => ensureSenders(tx, tenantId, [sender]));
});
afterAll(() => open[Symbol.asyncDispose]());

let minutes: number;
let troubled: TroubledBodies;
beforeEach(async () => {
  await open.database.query('TRUNCATE webhook_inbox, inbound_message CASCADE');
  minutes = 0;
  troubled = createTroubledBodies(() => minutes * 60_000);
});

/** One round, ten minutes after the one before: longer than any pause. */
async function apply(): Promise<number> {
  minutes += 10;
  const tools = {
    database: open.database,
    queue: undefined as never, // nothing is sent here
    doorbell: { ring: () => undefined, onRing: () => () => undefined, [Symbol.asyncDispose]: async () => {} },
    opaqueKey: createSecretKey(Buffer.alloc(32)),
    recipientKey: open.key,
    settleWindowMs: 120_000,
    log: createLog('silent'),
  };
  return applyWebhooks(tools, troubled);
}

async function store(body: Buffer): Promise<void> {
  await open.database.query('INSERT INTO webhook_inbox (body, body_sha256) VALUES ($1, $2)', [
    body,
    createHash('sha256').update(body).digest(),
  ]);
}

const text = (id: string, from = '16505550101'): object => inbound({ id, from });
const stored = async (): Promise<string[]> => {
  const rows = await open.database.query<{ wamid: string }>(
    'SELECT wamid FROM inbound_message ORDER BY wamid',
  );
  return rows.map(({ wamid }) => wamid);
};
const dead = () =>
  open.database.query('SELECT path, tenant_id AS "tenantId", reason FROM webhook_dead_item ORDER BY path');
const waiting = async (): Promise<number> =>
  (await open.database.query('SELECT 1 FROM webhook_inbox WHERE applied_at IS NULL')).length;

/** Rows of messages meet an error of the database, where the condition holds, until this is disposed of. */
async function refusing(condition: string, state: string): Promise<AsyncDisposable> {
  await open.database.query(
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${state}'; END $$`,
  );
  await open.database.query(
    `CREATE TRIGGER refuse BEFORE INSERT ON inbound_message FOR EACH ROW WHEN (${condition})
     EXECUTE FUNCTION refuse()`,
  );
  return {
    [Symbol.asyncDispose]: async () => {
      await open.database.query('DROP TRIGGER refuse ON inbound_message');
    },
  };
}

test.each(['55P03', '57014', '53200'])(
  'while nothing can be stored (%s) nobody is at fault, however often it is tried: all is applied afterwards',
  async (state) => {
    const bodies = [1, 2, 3].map((body) => messages([text(`wamid.${body}a`), text(`wamid.${body}b`)]));
    for (const body of bodies) await store(body);
    {
      await using refused = new AsyncDisposableStack();
      refused.use(await refusing('true', state));
      // What the messages show of people can be stored.
      await apply();
      for (let round = 0; round < 20; round++) await expect(apply()).rejects.toMatchObject({ code: state });
      expect(await stored()).toEqual([]);
    }
    await apply();
    expect(await stored()).toHaveLength(6);
    expect(await waiting()).toBe(0);
    expect(await dead()).toEqual([]);
  },
);

test('who fails alone for more than an hour, while others are applied, is set aside with its tenant', async () => {
  await using refused = new AsyncDisposableStack();
  refused.use(await refusing(`NEW.wamid = 'wamid.bad'`, '57014'));
  await store(messages([text('wamid.1'), text('wamid.bad'), text('wamid.2')]));
  for (let round = 0; round < 6; round++) {
    await store(messages([text(`wamid.other${round}`)]));
    await apply();
  }
  expect(await dead()).toEqual([]);
  expect(await waiting()).toBe(1);
  for (let round = 6; round < 9; round++) {
    await store(messages([text(`wamid.other${round}`)]));
    await apply();
  }
  expect(await dead()).toEqual([
    { path: 'entry.0.changes.0.value.messages.1', tenantId, reason: 'SQLSTATE_57014' },
  ]);
  expect(await waiting()).toBe(0);
  expect(await stored()).toHaveLength(11);
});

test('who fails while nothing else is there to be applied is not at fault: it may be everybody’s trouble', async () => {
  await using refused = new AsyncDisposableStack();
  refused.use(await refusing(`NEW.wamid = 'wamid.bad'`, '57014'));
  await store(messages([text('wamid.bad')]));
  await apply();
  for (let round = 0; round < 20; round++) await expect(apply()).rejects.toThrow('refused');
  expect(await dead()).toEqual([]);
  expect(await waiting()).toBe(1);
});

test('an error that comes again is its item’s own at once, and a body gives trouble to no other', async () => {
  await using refused = new AsyncDisposableStack();
  // The whole transaction fails, as with an event that cannot be written.
  await open.database.query(
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '23514'; END $$`,
  );
  await open.database.query(
    `CREATE CONSTRAINT TRIGGER late AFTER INSERT ON inbound_message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (NEW.wamid LIKE 'wamid.bad%') EXECUTE FUNCTION refuse()`,
  );
  refused.defer(async () => {
    await open.database.query('DROP TRIGGER late ON inbound_message');
  });
  await store(
    messages(
      Array.from({ length: 50 }, (_, index) => text(`wamid.${index % 10 === 7 ? 'bad' : ''}${index}`)),
    ),
  );
  await store(messages([text('wamid.beside')]));
  await apply();
  expect(await stored()).toHaveLength(46);
  expect(await dead()).toHaveLength(5);
  expect(await waiting()).toBe(0);
});

test('very many items that cannot be read are told in few statements, and bodies beside them are applied', async () => {
  await store(statuses(Array<number>(100_000).fill(0)));
  await store(messages([text('wamid.beside')]));
  expect(await apply()).toBe(2);
  expect(await stored()).toEqual(['wamid.beside']);
  expect(await dead()).toHaveLength(1_001);
});
