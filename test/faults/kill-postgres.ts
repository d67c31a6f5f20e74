import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseHome } from '../../src/db/embedded/choose-home.ts';
import { identifyProcess } from '../../src/db/embedded/process-identity.ts';
import { eventually } from '../support/eventually.ts';

/** As a crash would: every backend is gone at once, and nothing is written any more. Answers when it is gone. */
export async function killPostgres(directory: string): Promise<void> {
  const { data } = await chooseHome(directory);
  const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  await eventually(
    () => identifyProcess(Number(pid)),
    (seen) => seen === undefined,
  );
}
