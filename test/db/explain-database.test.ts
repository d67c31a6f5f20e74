import { describe, expect, test } from 'vitest';
import { explainDatabase } from '../../src/db/explain-database.ts';

const url = 'postgres://somebody:secret-word@db.internal:5432/some';

describe('what Postgres refuses is told with what to do', () => {
  test.each([
    ['53100', 'ERROR', 'could not extend file', /room on the disk/],
    ['53200', 'ERROR', 'out of memory', /more memory/],
    ['26000', 'ERROR', 'prepared statement "x" does not exist', /session mode/],
    ['42P05', 'ERROR', 'prepared statement "x" already exists', /session mode/],
    ['57014', 'ERROR', 'canceling statement due to statement timeout', /pg_stat_activity/],
    ['55P03', 'ERROR', 'canceling statement due to lock timeout', /pg_stat_activity/],
    [
      '28000',
      'FATAL',
      'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", no encryption',
      /sslmode/,
    ],
    [
      '28000',
      'FATAL',
      'no pg_hba.conf entry for host "10.0.0.1", user "u", database "d", SSL encryption',
      /password/,
    ],
    ['28P01', 'FATAL', 'password authentication failed for user "u"', /Check user and password/],
  ])('%s %s: %s', (code, severity, message, next) => {
    expectSentence(Object.assign(new Error(message), { code, severity }), next);
  });
});

describe('what the driver says without a code is told with what to do', () => {
  test.each([
    ['timeout expired', /host and port/],
    ['timeout exceeded when trying to connect', /host and port/],
    ['Query read timeout', /host and port/],
    ['Connection terminated due to connection timeout', /host and port/],
    ['received invalid response: 4a', /MySQL/],
    ['There was an error establishing an SSL connection', /sslmode/],
    ['Not run migration 0005_x is preceding already run migration 0006_y', /version/],
  ])('%s', (message, next) => {
    expectSentence(new Error(message), next);
  });
});

describe('files of TLS', () => {
  test.each([
    ['EISDIR', 'read'],
    ['ENOTDIR', 'open'],
    ['ENOENT', 'open'],
  ])('%s of one that the address names is told', (code, syscall) => {
    const error = Object.assign(new Error(`${code}: x`), { code, syscall });
    expectSentence(error, /sslrootcert/, `${url}?sslrootcert=/ca`);
    // Without one, it is a file of somebody else.
    expect(explainDatabase(error, url)).toBe(error);
  });
});

test.each([
  [
    'a fault of ours whose message has a word of the driver',
    new Error('Expected a timeout of 5 s, got none.'),
  ],
  [
    'a statement that quotes such a word',
    Object.assign(new Error('value "timeout expired"'), { code: '22P02' }),
  ],
])('%s is no story of the connection', (_, error) => {
  expect(explainDatabase(error, url)).toBe(error);
});

function expectSentence(error: Error, next: RegExp, address = url): void {
  const told = explainDatabase(error, address) as Error;
  expect(told.message).toMatch(
    /^Expected .+ at db\.internal:5432, database "some" \(DATABASE_URL\), got .+\. .+\.$/,
  );
  expect(told.message).toMatch(next);
  expect(told.message).not.toContain('secret-word');
}
