import type { Database } from '../db/database.ts';

/** Where pg-boss keeps its tables. */
export interface JobSchema {
  name: string;
  exists: boolean;
}

/**
 * By the schema of our own tables, so that two installations in one database have queues of their own: one would take the
 * jobs of the other. A schema that is ours alone has room for both, and its user needs no right to make another one.
 */
export function jobSchemaOf(schema: string): string {
  return schema === 'public' ? 'pgboss' : schema;
}

export async function findJobSchema(database: Pick<Database, 'query'>): Promise<JobSchema> {
  const [row] = await database.query<{ schema: string }>('SELECT current_schema() AS schema');
  const name = jobSchemaOf(row?.schema ?? 'public');
  const found = await database.query('SELECT FROM pg_namespace WHERE nspname = $1', [name]);
  return { name, exists: found.length > 0 };
}
