import fc from 'fast-check';
import { expect, test } from 'vitest';
import { besideThePools, countConnections, divideConnections } from '../../src/config/divide-connections.ts';
import { readConfig, roles } from '../../src/config/read-config.ts';

const someRoles = fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 });

test('all connections are given to the pools, none gets less than it needs, and more in all is less for none', () => {
  fc.assert(
    fc.property(someRoles, fc.nat(100), (given, more) => {
      const least = countConnections(given, 'least');
      const { main, evidence, jobs } = divideConnections(given, least + more);
      expect(main + evidence + jobs + besideThePools).toBe(least + more);
      const before = divideConnections(given, least);
      const after = divideConnections(given, least + more + 1);
      for (const name of ['main', 'evidence', 'jobs'] as const) {
        expect(before[name]).toBeLessThanOrEqual(divideConnections(given, least + more)[name]);
        expect(divideConnections(given, least + more)[name]).toBeLessThanOrEqual(after[name]);
      }
    }),
  );
});

test('how many a process takes stands in the README', () => {
  const counts = [[...roles], ...roles.map((role) => [role])].map((given) => [
    given.join(),
    countConnections(given, 'least'),
    countConnections(given, 'usual'),
  ]);
  expect(counts).toEqual([
    ['gateway,worker,webhook', 11, 22],
    ['gateway', 9, 18],
    ['worker', 11, 22],
    ['webhook', 8, 12],
  ]);
  expect(divideConnections(roles, 22)).toEqual({ main: 12, evidence: 4, jobs: 3 });
});

test('fewer connections than the roles need are refused with the number that they need', () => {
  expect(() => readConfig({ DATABASE_CONNECTIONS: '10' }, ['--roles', 'worker'])).toThrow(
    /DATABASE_CONNECTIONS: expected 11 or more, which a process with the roles worker needs/,
  );
  const { databaseConnections } = readConfig({ DATABASE_CONNECTIONS: '11' }, ['--roles', 'worker']);
  expect(databaseConnections).toBe(11);
});
