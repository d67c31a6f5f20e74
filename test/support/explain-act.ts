import pg from 'pg';
import type { Tx } from '../../src/db/database.ts';

/** What one statement did with one table or index. */
export interface Scan {
  statement: string;
  node: string;
  relation: string;
  /** Rows that it looked at, those that a filter threw away included. */
  rows: number;
}

/** Runs an act of ours in a transaction that is rolled back, and tells what each of its statements read, as Postgres measured it. */
export async function explainAct(url: string, act: (tx: Tx) => Promise<unknown>): Promise<Scan[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const scans: Scan[] = [];
  let before: Promise<unknown> = Promise.resolve();
  function query<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const rows = before.then(async () => {
      if (/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text))
        scans.push(...(await explain(client, text, values)));
      return (await client.query<Row>(text, [...values])).rows;
    });
    before = rows.catch(() => undefined);
    return rows;
  }
  const last: Promise<unknown>[] = [];
  try {
    await client.query('BEGIN');
    await act({
      query,
      queryLast<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) {
        const sent = query<Row>(text, values);
        last.push(sent);
        return sent;
      },
    });
    await Promise.all(last);
  } finally {
    await client.end();
  }
  return scans;
}

/** The statement is carried out, measured and taken back. */
async function explain(client: pg.Client, text: string, values: readonly unknown[]): Promise<Scan[]> {
  await client.query('SAVEPOINT explained');
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
    [...values],
  );
  await client.query('ROLLBACK TO SAVEPOINT explained');
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  const statement = text.replace(/\s+/g, ' ').trim().slice(0, 160);
  return plan ? scansOf(plan).map((scan) => ({ statement, ...scan })) : [];
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

function scansOf(plan: Plan): Omit<Scan, 'statement'>[] {
  const below = (plan.Plans ?? []).flatMap(scansOf);
  const node = plan['Node Type'];
  const relation = plan['Relation Name'];
  if (relation === undefined || !node.includes('Scan')) return below;
  const seen =
    (plan['Actual Rows'] ?? 0) +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0);
  return [{ node, relation, rows: Math.round(seen * (plan['Actual Loops'] ?? 1)) }, ...below];
}
