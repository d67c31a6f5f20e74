import { hash } from 'node:crypto';
import { fillQueue } from '../../test/support/fill-queue.ts';
import { attacks, type Attack } from '../doors/attacks.ts';
import { besiege, type Round } from '../doors/besiege.ts';
import { toSiege, type Siege } from '../doors/siege.ts';
import type { Form, Outcome } from '../support/comparison.ts';
import {
  apiKey,
  startHeliograph,
  tenantId,
  type BenchDatabase,
  type Heliograph,
  type Stage,
} from '../support/stage.ts';

const attackerKey = 'a-key-of-an-attacker-of-32-characters';
/** Of one attack, and of the good requests before and after it. */
const roundSeconds = 5;
const waiting = 60_000;

/** Good callers beside attackers: what the doors let in, one attack after another, each on a gateway of its own. */
export async function doors(stage: Stage, form: Form): Promise<Outcome> {
  const database = await stage.createDatabase('doors');
  const sieges: Siege[] = [];
  let start = '';
  // The short form does with one gateway.
  for (const some of form.isShort ? [attacks] : attacks.map((each) => [each])) {
    await using gateway = await startHeliograph(database, { roles: 'gateway,webhook' });
    if (start === '') start = await prepare(database, gateway, form);
    for (const attack of some) sieges.push(await measure(attack, gateway, start, form));
  }
  return { comparisons: [], checks: [], doors: sieges };
}

async function measure(attack: Attack, gateway: Heliograph, start: string, form: Form): Promise<Siege> {
  const attacker = {
    PORT: String(gateway.port),
    KEY: attackerKey,
    START: start,
    SHARE: form.isShort ? '0.1' : '1',
    ATTACK: String(attacks.indexOf(attack)),
  };
  const rounds: Round[] = [];
  // The first one warms up, and does not count.
  for (let round = form.isShort ? 0 : -1; round < Math.min(form.rounds, 3); round += 1) {
    const measured = await besiege(gateway, attacker, form.isShort ? form.seconds : roundSeconds);
    if (round >= 0) rounds.push(measured);
  }
  return toSiege(attack, rounds);
}

/** A key for the attackers, and a long log and queue; answers the cursor before it. */
async function prepare(database: BenchDatabase, gateway: Heliograph, form: Form): Promise<string> {
  await database.query('INSERT INTO api_key (tenant_id, label, secret_sha256) VALUES ($1, $2, $3)', [
    tenantId,
    'attacker',
    hash('sha256', attackerKey, 'buffer'),
  ]);
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: '{"query":"{ cursor }"}',
  });
  const { data } = (await response.json()) as { data: { cursor: string } }; // asked for above
  await fillQueue(database, form.isShort ? waiting / 10 : waiting);
  return data.cursor;
}
