import pg from 'pg';
import { expect, test } from 'vitest';
import { durable, withSettings } from '../../src/db/session-settings.ts';

/** What pg makes of an address. */
function read(connectionString: string) {
  const { user, password, host, database } = new pg.Client({ connectionString });
  return { user, password, host, database };
}

test.each([
  'postgres://name:pass+word%20and%25@db.example.com:5433/base',
  'postgres://name:a+b@127.0.0.1/base?sslmode=disable&options=-c%20work_mem%3D4MB',
  'postgres://name@/base?host=/var/run/postgresql',
  'postgres://name@%2Fvar%2Frun%2Fpostgresql:5432/base',
])('settings leave everything else of the address %s as it is', (address) => {
  expect(read(withSettings(address, durable))).toEqual(read(address));
});
