import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../src/simulator/error-codes.ts';
import { failureOf, failures } from '../../src/whatsapp/failures.ts';

test('every documented code has its row, once', () => {
  expect(failures.map((failure) => failure.code).toSorted()).toEqual([...documented, ...named].toSorted());
});

test('every code that the simulator answers has its row', () => {
  const known = new Set(failures.map((failure) => failure.code));
  expect([...errorCodes.keys()].filter((code) => !known.has(String(code)))).toEqual([]);
});

describe('every row', () => {
  test.each(failures)('$code is complete and consistent', (failure) => {
    expect(failure.code).toMatch(/^[0-9]+$/);
    expect(failure.title).not.toBe('');
    // Whole sentences, at least one of them, that a caller can read without a manual.
    expect(failure.advice).toMatch(/^[A-Z].{20,}\.$/);
    if (failure.waitSeconds !== undefined) expect(failure.action).not.toBe('NEVER');
    if (failure.maxTries !== undefined) expect(failure.action).toBe('BACK_OFF');
    if (failure.action === 'PAUSE_SENDER') expect(failure.fault).toBe('ACCOUNT');
  });
});

describe('the gateway', () => {
  test.each([
    ['pauses the sender until a person has mended it', 'PAUSE_SENDER', undefined, '190'],
    ['pauses the sender until its number is registered', 'PAUSE_SENDER', undefined, '133010'],
    ['pauses the sender until it is paid for', 'PAUSE_SENDER', undefined, '131042'],
    ['slows the sender down at a rate limit', 'SLOW_SENDER', 1, '130429'],
    ['pauses a paused template and nothing else', 'PAUSE_TEMPLATE', 10_800, '132015'],
    ['pauses the sender for minutes at a limit of the app', 'PAUSE_SENDER', 300, '4'],
    ['pauses the sender for minutes at a limit of the account', 'PAUSE_SENDER', 300, '80007'],
    ['pauses the sender for an hour at a spam limit', 'PAUSE_SENDER', 3600, '131048'],
    ['pauses the sender for a minute of maintenance', 'PAUSE_SENDER', 60, '131057'],
    ['pauses the pair and nothing else at a pair limit', 'PAUSE_PAIR', undefined, '131056'],
    ['backs off from an unavailable service', 'BACK_OFF', undefined, '131016'],
    ['tries a media link a few times', 'BACK_OFF', undefined, '131053'],
    ['tries a media link that could not be read a few times', 'BACK_OFF', undefined, '131014'],
    ['never repeats an order status that the order cannot take', 'NEVER', undefined, '2046'],
    ['waits for the recipient to write', 'WAIT_FOR_WINDOW', undefined, '131047'],
    ['waits a day after a marketing limit', 'WAIT_FOR_WINDOW', 86_400, '131049'],
    ['waits out a limit on templates without pausing the sender', 'WAIT_FOR_WINDOW', 86_400, '131064'],
    ['waits out a throttled flow without pausing the sender', 'WAIT_FOR_WINDOW', 3600, '132069'],
    ['never repeats what the recipient opted out of', 'NEVER', undefined, '131050'],
    ['never repeats an undeliverable message', 'NEVER', undefined, '131026'],
    ['never repeats a wrong parameter', 'NEVER', undefined, '100'],
    ['never pauses the sender for a registration', 'NEVER', undefined, '133016'],
    ['never pauses the sender for one order without terms', 'NEVER', undefined, '134011'],
  ])('%s', (_what, action, waitSeconds, code) => {
    expect(failureOf(code, { httpStatus: 400 })).toMatchObject({ code, action });
    expect(failureOf(code, { httpStatus: 400 }).waitSeconds).toBe(waitSeconds);
  });

  test('judges a known code by the table and not by the HTTP status', () => {
    for (const httpStatus of [400, 403, 429, 500]) {
      expect(failureOf('131056', { httpStatus }).action).toBe('PAUSE_PAIR');
    }
    expect(failureOf('131056', { webhook: true }).action).toBe('PAUSE_PAIR');
  });

  test('takes 200 to 299 as missing permissions, and keeps the code', () => {
    expect(failureOf('230', { httpStatus: 403 })).toEqual({
      ...failureOf('200', { httpStatus: 403 }),
      code: '230',
    });
    expect(failureOf('300', { httpStatus: 403 }).title).toBe('Unknown code');
    expect(failureOf('2000', { httpStatus: 403 }).title).toBe('Unknown code');
  });

  test('judges an unknown code by where it was seen', () => {
    expect(failureOf('999999', { httpStatus: 400 }).action).toBe('NEVER');
    expect(failureOf('999999', { webhook: true }).action).toBe('NEVER');
    expect(failureOf('999999', { httpStatus: 500 })).toMatchObject({ action: 'BACK_OFF', maxTries: 3 });
    expect(failureOf('999999', { httpStatus: 400, isTransient: true }).action).toBe('BACK_OFF');
  });

  test('has a row for words that are no code at all', () => {
    for (const code of ['', 'UNKNOWN', '__proto__', 'constructor', '-1']) {
      expect(failureOf(code, { webhook: true })).toMatchObject({ code, action: 'NEVER' });
    }
  });
});

/** The codes of `error-codes.json` as of November 2026. */
const documented = `
  0 1 2 3 4 10 17 33 100 190 200 341 368 470 613 1026 80007 130403 130429 130472 130497 130501 131000
  131005 131008 131009 131016 131020 131021 131026 131030 131031 131037 131041 131042 131044 131045
  131047 131048 131049 131050 131051 131052 131053 131055 131056 131057 131059 131060 131062 131063
  131064 131201 131202 131204 131207 131208 131209 131210 131211 131212 131213 131214 131215 132000
  132001 132005 132007 132008 132012 132015 132016 132018 132068 132069 133000 133004 133005 133006
  133008 133009 133010 133015 133016 134011 134100 134101 134102 135000 137000 138000 138001 138002
  138003 138004 138005 138006 138007 138009 138012 138013 138017 138018 139000 139001 139002 139003
  139004 139100 139101 139102 139103 139200 141010 147001 147002 147003 147004 147005 200005 200006
  200007 1752041 2388001 2388012 2388019 2388039 2388040 2388047 2388072 2388073 2388091 2388093
  2388103 2388293 2388299 2388318 2388330 2494100 2593079 2593085 2593107 2593108
`
  .trim()
  .split(/\s+/);

/**
 * Codes that other pages of WhatsApp name, those on payments, calls, groups, data retention, health and sign-up, or that its
 * pages named before.
 */
const named = `
  506 2040 2046 2047 130470 131001 131002 131006 131014 131027 131035 131036 131043 131203 133001 133002 133003 133007
  134103 136025 138014 138015 138019 138020 138021 138022 138023 138024 138025 141002 2494164 2494165 2494166 2494167
  2494168 2494176 2494177 2494179 2593109
`
  .trim()
  .split(/\s+/);
