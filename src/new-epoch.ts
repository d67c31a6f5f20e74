import { openDatabase } from './db/database.ts';
import { startEpoch } from './events/start-epoch.ts';
import { runProgram } from './run-program.ts';
import { useDatabase } from './use-database.ts';

const help = `
Says that the database was set back in a way that it cannot know of, such as by a snapshot of its disk.
Every stream gets a gap, also where a cursor has no mark that would show it.

  npm run new-epoch

It reads DATABASE_URL and HELIOGRAPH_DATA_DIR, from the environment or a file .env.
`;

await runProgram({
  help,
  async run({ config, log, running, stop }) {
    const connectionString = await useDatabase(config, log, running, stop);
    const database = running.use(
      openDatabase({ connectionString, name: 'heliograph-new-epoch', max: 1, log }),
    );
    const logs = await database.transaction(startEpoch);
    process.stdout.write(`A new epoch has begun for ${logs} logs.\n`);
  },
});
