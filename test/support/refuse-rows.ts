import type { TestDatabase } from './create-database.ts';

let count = 0;

/** The table refuses rows that meet the condition, with this SQLSTATE, until this is disposed of. */
export async function refuseRows(
  database: TestDatabase,
  table: string,
  condition: string,
  { state = 'P0001', on = 'INSERT OR UPDATE' }: { state?: string; on?: string } = {},
): Promise<AsyncDisposable> {
  count += 1;
  const name = `refuse_${count}`;
  // Its text is one of a lost connection: no verdict may hang on words.
  await database.query(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'connection timeout' USING ERRCODE = '${state}'; END $$`,
  );
  await database.query(
    `CREATE TRIGGER ${name} BEFORE ${on} ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION ${name}()`,
  );
  return {
    [Symbol.asyncDispose]: async () => {
      await database.query(`DROP FUNCTION ${name} CASCADE`);
    },
  };
}
