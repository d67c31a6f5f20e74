import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { createLog } from '../../src/log/log.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { createDatabase, type TestDatabase } from './create-database.ts';
import { openPostgresProxy, type PostgresProxy } from './postgres-proxy.ts';
import { ownSecrets } from './own-secrets.ts';
import { apiKey } from './start-gateway.ts';

/** The public doors, without a worker. */
export interface Doors extends AsyncDisposable {
  url: string;
  api: ApiClient;
}

export interface BehindProxy extends Doors {
  /** Past the proxy. */
  database: TestDatabase;
  proxy: PostgresProxy;
}

/** The public doors on a line to their database that can fail. */
export async function startBehindProxy(): Promise<BehindProxy> {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await createDatabase());
  const proxy = starting.use(await openPostgresProxy(database.url));
  const { url, api } = starting.use(await startDoors(proxy.url));
  const running = starting.move();
  return { url, api, database, proxy, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

export async function startDoors(databaseUrl: string): Promise<Doors> {
  await using starting = new AsyncDisposableStack();
  const config = readConfig(
    { PORT: '0', HELIOGRAPH_API_KEY: apiKey, HELIOGRAPH_ROLES: 'gateway,webhook', ...ownSecrets },
    [],
  );
  const given = { databaseUrl, apiKey, whatsappUrl: 'http://127.0.0.1:9' };
  // What is lost is meant to be lost: the log would be full of it.
  const app = starting.use(await startApp({ ...config, ...given }, createLog('silent')));
  const url = `http://127.0.0.1:${app.port}`;
  const api = starting.use(createApiClient(url, apiKey));
  const running = starting.move();
  return { url, api, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
