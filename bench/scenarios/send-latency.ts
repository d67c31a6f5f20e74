import { setTimeout as pause } from 'node:timers/promises';
import { compareTimes, type Form, type Outcome } from '../support/comparison.ts';
import { singleLoad } from '../support/requests.ts';
import {
  apiKey,
  phoneNumberId,
  startHeliograph,
  startSilentSimulator,
  type Stage,
} from '../support/stage.ts';

const obstacle =
  'two COMMITs that wait for the disk and one that does not stand one after another before the request leaves: the message, the claim, and between them the leave of its sender’s pace; together they are nine ways to the database and back.';
/** Until every connection has planned its statements, and the code has been compiled: what is measured is a process at rest, and not one that begins. */
const warmUp = 100;

/** One process with all roles, idle: from the call to the request that WhatsApp reads. */
export async function sendLatency(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const count = form.isShort ? 10 : 300;
  const database = await stage.createDatabase('send_latency');
  const simulator = running.use(await startSilentSimulator());
  const whatsappUrl = simulator.url;
  const gateway = running.use(await startHeliograph(database, { roles: 'gateway,worker', whatsappUrl }));
  const sent = new Map<string, number>();
  for (let n = 0; n < (form.isShort ? 0 : warmUp); n += 1) {
    await enqueue(gateway.url);
    await postBare(whatsappUrl, 'warm');
  }
  for (let n = 0; n < count; n += 1) {
    await takeTurns(n, [
      async () => {
        const began = Date.now();
        sent.set(await enqueue(gateway.url), began);
      },
      async () => {
        sent.set(`bare-${n}`, Date.now());
        await postBare(whatsappUrl, `bare-${n}`);
      },
    ]);
  }
  await pause(1_000); // the last one is under way
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (const { time, opaque } of await simulator.ledger()) {
    const id = /^v1\.([^.]+)\./.exec(opaque ?? '')?.[1];
    const began = sent.get(id ?? opaque ?? '');
    if (began !== undefined) (id === undefined ? theirs : ours).push(Date.parse(time) - began);
  }
  const names = { scenario: 'enqueue → request at WhatsApp, idle', reference: 'bare undici POST', obstacle };
  return {
    comparisons: [compareTimes({ ...names, mostAdded: { p50: 15, p99: 50 } }, ours, theirs)],
    checks: [{ what: 'idle messages that reached WhatsApp', expected: count, got: ours.length }],
  };
}

/** Who begins changes, and nothing runs at the same time. */
async function takeTurns(n: number, sides: (() => Promise<void>)[]): Promise<void> {
  for (const side of n % 2 === 0 ? sides : sides.reverse()) {
    await side();
    await pause(30); // idle again
  }
}

async function enqueue(url: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: singleLoad(0, 1).body(),
  });
  return /"id":"([0-9a-f-]{36})"/.exec(await response.text())?.[1] ?? '';
}

async function postBare(url: string, opaque: string): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    to: '+16505550101',
    type: 'text',
    text: { body: 'Your parcel is on its way.' },
  };
  const response = await fetch(`${url}/v24.0/${phoneNumberId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
    body: JSON.stringify({ ...body, biz_opaque_callback_data: opaque }),
  });
  await response.text();
}
