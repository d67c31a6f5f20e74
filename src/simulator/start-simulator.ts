import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { BehaviourChooser } from './choose-behaviour.ts';
import { Ledger } from './ledger.ts';
import { PaceLimits } from './limit-pace.ts';
import { WebhookPoster } from './post-webhooks.ts';
import type { SimulatorSettings } from './read-settings.ts';
import type { MessageDesk } from './receive-message.ts';
import { routeRequest } from './route-request.ts';
import { StatusSchedule } from './schedule-statuses.ts';

export type Simulator = AsyncDisposable & {
  readonly port: number;
  /** Stops accepting, goes on posting webhooks for at most this long, then closes everything. */
  readonly stop: (flushLimitMs: number) => Promise<void>;
};

/** Resolves when it listens. Disposal is `stop` with the limit of the settings. */
export async function startSimulator(settings: SimulatorSettings): Promise<Simulator> {
  const poster = new WebhookPoster(settings.webhookUrl, settings.appSecret);
  const schedule = new StatusSchedule(poster);
  const desk: MessageDesk = {
    settings,
    ledger: new Ledger(settings.ledgerLimit),
    chooser: new BehaviourChooser(),
    pace: settings.enforcePace ? new PaceLimits() : undefined,
    schedule,
    poster,
  };
  const server = serve(desk);
  const stop = async (flushLimitMs: number) => {
    server.close();
    schedule.flush();
    await poster.drain(flushLimitMs);
    server.closeAllConnections();
    schedule.close();
    await poster.close();
  };
  try {
    const port = await listen(server, settings);
    return { port, stop, [Symbol.asyncDispose]: () => stop(settings.flushLimitMs) };
  } catch (error) {
    await poster.close();
    throw error;
  }
}

function serve(desk: MessageDesk): Server {
  const server = createServer(
    // A client that thinks a connection is alive when it is not would see resets that no rule asked for.
    { keepAliveTimeout: 600_000, requestTimeout: 60_000 },
    (request, response) => {
      routeRequest(desk, request, response).catch(() => {
        response.destroy(); // the client left in the middle of an answer; there is nobody to tell
      });
    },
  );
  server.maxConnections = 10_000; // hanging answers hold theirs
  return server;
}

async function listen(server: Server, { host, port }: SimulatorSettings): Promise<number> {
  server.listen({ host, port, backlog: 1024 }); // a benchmark opens many connections at once
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The simulator has no TCP port.');
  return address.port;
}
