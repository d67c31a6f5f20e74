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
  await simulator.setRules({ rules: [{ match: {}, answer: { kind: 'slowHead', ms: 1_000 } }] });
  for (let round = 0; round < rounds; round += 1) {
    await withBacklog(topology, driver, async () => {
      for (const worker of workers) worker.signal('SIGKILL');
      await mark('WORKERS_KILLED');
      await topology.whenSomeReady();
      await mark('WORKER_BACK');
      await topology.whenReady();
    });
    await withBacklog(topology, driver, async () => {
      await postgres.restart();
      await mark('POSTGRES_BACK');
      await topology.whenReady();
    });
  }
  await simulator.setRules({ rules: [] });
  return marks;
}

/** Acts while some messages are with WhatsApp, well within their lease, and others wait. */
async function withBacklog({ postgres }: Topology, driver: Driver, act: () => Promise<void>): Promise<void> {
  // Not awaited before: on a busy machine the first would be gone when the last is stored.
  const queued = Array.from({ length: 8 }, () => driver.enqueueNow(50));
  await eventually(
    async () =>
      (
        await postgres.query<{ sending: number; waiting: number }>(
          `SELECT count(*) FILTER (WHERE phase = 'SENDING' AND lease_until > now() + interval '3 seconds')::int AS sending,
             count(*) FILTER (WHERE phase = 'QUEUED' AND ready)::int AS waiting FROM delivery`,
        )
      )[0],
    (seen) => seen !== undefined && seen.sending > 0 && seen.waiting > 30,
  );
  await act();
  await Promise.all(queued);
}
