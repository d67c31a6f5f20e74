import { eventually } from '../support/eventually.ts';
import type { Driver } from './drive.ts';
import type { Mark } from './evidence.ts';
import type { Topology } from './topology.ts';

/** In the quiet after the faults: kills all workers, and then Postgres, each with messages waiting. */
export async function measureRecovery(topology: Topology, driver: Driver, rounds: number): Promise<Mark[]> {
  const { postgres, simulator, workers } = topology;
  const marks: Mark[] = [];
  const mark = async (kind: Mark['kind']): Promise<void> => {
    const [row] = await postgres.query<{ at: number }>(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`,
    );
    marks.push({ kind, atMs: row?.at ?? 0 });
  };
  // So slow that some are under way and others wait at any moment.
  await simulator.setRules({ rules: [{ match: {}, answer: { kind: 'slowHead', ms: 400 } }] });
  for (let round = 0; round < rounds; round += 1) {
    await queueUp(driver);
    await untilUnderWay(topology);
    for (const worker of workers) worker.signal('SIGKILL');
    await mark('WORKERS_KILLED');
    await eventually(
      () => Promise.resolve(workers.some((each) => each.isReady())),
      (isBack) => isBack,
    );
    await mark('WORKER_BACK');
    await topology.whenReady();
    await queueUp(driver);
    await untilUnderWay(topology);
    await postgres.restart();
    await mark('POSTGRES_BACK');
    await topology.whenReady();
  }
  await simulator.setRules({ rules: [] });
  return marks;
}

async function queueUp(driver: Driver): Promise<void> {
  await Promise.all(Array.from({ length: 6 }, () => driver.enqueueNow(50)));
}

/** Some are with WhatsApp within their lease, and others wait. */
async function untilUnderWay({ postgres }: Topology): Promise<void> {
  await eventually(
    async () =>
      (
        await postgres.query<{ sending: number; waiting: number }>(
          `SELECT count(*) FILTER (WHERE phase = 'SENDING' AND lease_until > now() + interval '5 seconds')::int AS sending,
             count(*) FILTER (WHERE phase = 'QUEUED' AND ready)::int AS waiting FROM delivery`,
        )
      )[0],
    (seen) => seen !== undefined && seen.sending > 0 && seen.waiting > 30,
  );
}
