import { migrate } from './db/migrate.ts';
import { runProgram } from './run-program.ts';
import { useDatabase } from './use-database.ts';

const help = `
Brings the database up to date and ends, for whoever wants that apart from the start.

  npm run migrate

It reads DATABASE_URL and HELIOGRAPH_DATA_DIR, from the environment or a file .env.
`;

await runProgram({
  help,
  async run({ config, log, running, stop }) {
    const connectionString = await useDatabase(config, log, running, stop);
    await migrate({ connectionString, log });
    process.stdout.write('The database is up to date.\n');
  },
});
