import { startApp, type App, type AppConfig } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import type { DispatchTimes } from '../../src/dispatch/run-dispatch.ts';
import { createLog, type Log } from '../../src/log/log.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { createDatabase, type TestDatabase } from './create-database.ts';
import { freePort } from './free-port.ts';
import { ownSecrets } from './own-secrets.ts';
import { startSimulator, type Simulator } from './start-simulator.ts';

export const apiKey = 'test-key-that-is-long-enough-for-every-rule';
export const sender = '+15550783881';

/** Tests send more and faster to one recipient than anybody may: only those about the pace keep to one. */
export const noLimits = { WHATSAPP_SENDERS: `${sender}=106540352242922@100000`, PAIR_BURST: '100000' };

export interface Gateway extends AsyncDisposable {
  url: string;
  config: AppConfig & { apiKey: string };
  api: ApiClient;
  database: TestDatabase;
  simulator: Simulator;
  app: App;
}

/** The whole gateway on a database of its own, with WhatsApp simulated in another process. */
export async function startGateway(
  options: {
    env?: Record<string, string>;
    simulatorEnv?: Record<string, string>;
    times?: DispatchTimes;
    /** What the environment cannot say, such as an address where nobody listens. */
    overrides?: Partial<AppConfig>;
    log?: Log;
  } = {},
): Promise<Gateway> {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await createDatabase());
  const port = await freePort();
  const simulator = starting.use(
    await startSimulator({
      webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
      ...(options.simulatorEnv ? { env: options.simulatorEnv } : {}),
    }),
  );
  const config: Gateway['config'] = {
    ...readConfig(
      { PORT: String(port), HELIOGRAPH_API_KEY: apiKey, ...ownSecrets, ...noLimits, ...options.env },
      [],
    ),
    databaseUrl: database.url,
    whatsappUrl: simulator.url,
    ...options.overrides,
    apiKey,
  };
  const app = starting.use(await startApp(config, options.log ?? createLog('error'), options.times));
  const api = starting.use(createApiClient(`http://127.0.0.1:${port}`, apiKey));
  const running = starting.move();
  return {
    url: `http://127.0.0.1:${port}`,
    config,
    api,
    database,
    simulator,
    app,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
