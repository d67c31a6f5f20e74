import { expect, test } from 'vitest';
import { openDoorbell } from '../../src/db/doorbell.ts';
import { logTopic } from '../../src/events/topics.ts';
import { createLog } from '../../src/log/log.ts';
import { openLog, tenantId } from './open-log.ts';

test('a ring in one process wakes those who wait in another', async () => {
  await using log = await openLog();
  const woken = Promise.withResolvers<undefined>();
  log.doorbell.onRing(logTopic(tenantId), () => {
    woken.resolve(undefined);
  });
  const deaf = () => Promise.resolve({ close: () => Promise.resolve() });
  await using other = await openDoorbell({ database: log.database, listen: deaf, log: createLog('error') });
  other.ring([logTopic(tenantId)]);
  await woken.promise;
});

test('a waker that throws keeps no other from waking, and whoever rings hears nothing of it', async () => {
  const deaf = () => Promise.resolve({ close: () => Promise.resolve() });
  await using log = await openLog({ listen: deaf });
  const { doorbell } = log;
  const woken: string[] = [];
  doorbell.onRing('topic', () => woken.push('the one before it'));
  doorbell.onRing('topic', () => {
    throw new TypeError('Cannot read properties of undefined');
  });
  doorbell.onRing('topic', () => woken.push('the one behind it'));
  doorbell.ring(['topic', 'other']);
  expect(woken).toEqual(['the one before it', 'the one behind it']);
});

test('many rings go out as few notifications, and one of many topics as several', async () => {
  await using log = await openLog();
  const payloads: string[] = [];
  const recording = {
    ...log.database,
    query: (text: string, values?: readonly unknown[]) => {
      payloads.push(String(values?.[1]));
      return log.database.query<never>(text, values);
    },
  };
  const deaf = () => Promise.resolve({ close: () => Promise.resolve() });
  const doorbell = await openDoorbell({ database: recording, listen: deaf, log: createLog('error') });
  for (let ring = 0; ring < 1_000; ring += 1) doorbell.ring([`topic:${ring % 150}`]);
  await doorbell[Symbol.asyncDispose]();
  expect(payloads.map((payload) => payload.split(' ').length)).toEqual([100, 50]);
});
