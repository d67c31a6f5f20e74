import { countConnections } from './config/divide-connections.ts';
import type { Config } from './config/read-config.ts';
import { judgeConnections } from './db/judge-connections.ts';
import type { Log } from './log/log.ts';

/** The Postgres that comes along has enough for everybody. */
export async function chooseConnections(
  { databaseUrl: given, databaseConnections, roles }: Config,
  databaseUrl: string,
  log: Log,
): Promise<number | undefined> {
  if (given === undefined) return databaseConnections;
  const [least, usual] = [countConnections(roles, 'least'), countConnections(roles, 'usual')];
  return judgeConnections(databaseUrl, { given: databaseConnections, least, usual }, log);
}
