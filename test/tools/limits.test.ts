import { expect, test } from 'vitest';
import { checkRows } from '../../tools/limits/check-rows.ts';
import { constantsIn, readConstants } from '../../tools/limits/read-constants.ts';
import { sections } from '../../tools/limits/sections.ts';
import { describeUnit, show } from '../../tools/limits/show.ts';

const settings = sections
  .flatMap(({ rows }) => rows.map(({ of }) => of))
  .filter((of) => of.startsWith('setting '));
const ofPlaces = ['PORT', 'SIMULATOR_PORT', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_VERIFY_TOKEN'];
const allSettings = [...settings, ...ofPlaces.map((name) => `setting ${name}`)];

test('every number that sounds like a limit is on the page of limits, and every row has its number', async () => {
  expect(checkRows((await readConstants()).keys(), allSettings)).toEqual([]);
});

test('a new limit that is not on the page is named, be it a constant or a setting', async () => {
  const numbers = [...(await readConstants()).keys(), 'http/listen.ts maxUploads', 'app.ts times.restMs'];
  expect(checkRows(numbers, [...allSettings, 'setting UPLOAD_SECONDS'])).toEqual([
    'Expected a row for "http/listen.ts maxUploads", which sounds like a limit, got none.',
    'Expected a row for "app.ts times.restMs", which sounds like a limit, got none.',
    'Expected a row for "setting UPLOAD_SECONDS", which sounds like a limit, got none.',
  ]);
});

test('a row whose number is gone or has another name is named', async () => {
  const numbers = [...(await readConstants()).keys()].filter(
    (of) => of !== 'http/track-connections.ts maxIdle',
  );
  expect(checkRows(numbers, allSettings)).toEqual([
    'Expected "http/track-connections.ts maxIdle" to be a number in the code, got none. Mend or delete its row.',
  ]);
});

test('a limit is read with its number, its unit and its reason, wherever they stand', () => {
  const source = `
/** Longer than anybody waits; ms. */
const patienceMs = 10 * 1_000;

interface Times {
  /** How long it rests. */
  restMs: number;
}

const times: Times = { restMs: 250 };
const maxName = 64; // characters; theirs have 20
/** Of one request; bytes. */
const sizes = {
  body: 8 * 1024 * 1024,
} as const;
`;
  const read = constantsIn('a.ts', source).map((each) => {
    const { unit, reason } = describeUnit(each);
    return [each.name, show(each.value, unit), reason];
  });
  expect(read).toEqual([
    ['patienceMs', '10 s', 'Longer than anybody waits.'],
    ['times.restMs', '250 ms', 'How long it rests.'],
    ['maxName', '64 characters', 'theirs have 20.'],
    ['sizes.body', '8 MiB', 'Of one request.'],
  ]);
});
