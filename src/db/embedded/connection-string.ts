import type { Postmaster } from './read-postmaster.ts';
import { superuser } from './server-settings.ts';

/** The socket's folder stands in the host's place, percent-encoded: pg, libpq and `URL` all read that. */
export function connectionStringOf(server: Postmaster, database: string): string {
  const host = encodeURIComponent(server.socketFolder);
  // Port and sslmode are spelled out because PGPORT and PGSSLMODE of the surroundings would win otherwise.
  return `postgresql://${superuser}@${host}:${server.port}/${database}?sslmode=disable`;
}
