import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Belief } from './evidence.ts';
import type { Topology } from './topology.ts';

/** What processes said of their unanswered COMMITs, in their logs, and whether the database knows of them. */
export async function readBeliefs({ postgres, folder, gateways, workers }: Topology): Promise<Belief[]> {
  const beliefs: Omit<Belief, 'isProved'>[] = [];
  for (const { name } of [...gateways, ...workers]) {
    const log = await readFile(join(folder, `${name}.log`), 'utf8');
    for (const line of log.split('\n')) {
      if (!line.includes('"database.commit_judged"')) continue;
      const { proof, xid, verdict, tookMs } = JSON.parse(line) as Belief; // our own log's form
      beliefs.push({ process: name, proof, xid, verdict, tookMs });
    }
  }
  const proved = await postgres.query<{ token: string }>(
    'SELECT token FROM commit_proof WHERE token = ANY($1)',
    [beliefs.map((each) => each.proof)],
  );
  const tokens = new Set(proved.map((row) => row.token));
  return beliefs.map((each) => ({ ...each, isProved: tokens.has(each.proof) }));
}
