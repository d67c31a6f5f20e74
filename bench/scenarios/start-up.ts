import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../../test/support/start-process.ts';
import { freePort } from '../../test/support/free-port.ts';
import type { Form, Outcome } from '../support/comparison.ts';
import { singleLoad } from '../support/requests.ts';
import { apiKey, type Stage } from '../support/stage.ts';
import { median } from '../support/statistics.ts';

/** `npm start` with its own Postgres on data that exists, until the first mutation is answered. */
export async function startUp(_stage: Stage, form: Form): Promise<Outcome> {
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-bench-start-'));
  try {
    await timeStart(directory); // makes the data
    const times: number[] = [];
    for (let round = 0; round < (form.isShort ? 1 : form.rounds); round += 1)
      times.push(await timeStart(directory));
    const seconds = median(times) / 1000;
    return {
      comparisons: [
        {
          scenario: 'npm start, warm data → first accepted mutation',
          reference: '–',
          unit: 's',
          ours: { median: seconds },
          theirs: null,
          ratio: null,
          target: '≤ 3 s',
          met: seconds <= 3,
        },
      ],
      checks: [],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function timeStart(directory: string): Promise<number> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const began = performance.now();
  const started = await startProcess({
    env: {
      HELIOGRAPH_DATA_DIR: directory,
      HELIOGRAPH_API_KEY: apiKey,
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      LOG_LEVEL: 'error',
    },
  });
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: singleLoad(0, 1).body(),
  });
  const text = await response.text();
  if (!text.includes('EnqueuedMessage')) throw new Error(`Expected the message to be stored, got ${text}.`);
  const time = performance.now() - began;
  await started.end('SIGTERM');
  return time;
}
