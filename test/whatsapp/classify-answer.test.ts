import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyAnswer, type Observation } from '../../src/whatsapp/classify-answer.ts';
import { failureOf } from '../../src/whatsapp/failures.ts';
import { fixture } from './fixture.ts';

const socketError = { name: 'SocketError', code: 'UND_ERR_SOCKET' };

describe('not written: nothing left us', () => {
  test.each([
    ['the connection was refused', { name: 'Error', code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['the name was not found', { name: 'Error', code: 'ENOTFOUND' }, 'ENOTFOUND'],
    ['the deadline came first', { name: 'TimeoutError' }, 'DEADLINE'],
    ['the caller gave up first', { name: 'AbortError' }, 'ABORTED'],
    ['the socket broke before the headers', socketError, 'UND_ERR_SOCKET'],
  ])('%s', (_what, error, reason) => {
    expect(classifyAnswer({ headersSent: false, error })).toEqual({ class: 'NOT_WRITTEN', reason });
  });
});

describe('refused: WhatsApp says no, in its own words', () => {
  test('an answer is read whole', async () => {
    const body = await fixture('answer-rate-limit');
    expect(classifyAnswer({ headersSent: true, status: 400, body })).toEqual({
      class: 'REFUSED',
      httpStatus: 400,
      error: {
        code: '130429',
        title: 'Rate limit hit',
        details: 'Cloud API message throughput has been reached.',
        subcode: '2494055',
        type: 'OAuthException',
        fbtraceId: 'Az8or2yhqkZfEZ-_4Qn_Bam',
      },
      failure: failureOf('130429', { httpStatus: 400 }),
    });
  });

  test.each([400, 401, 403, 404, 429])('the code decides, whether the status is %d or another', (status) => {
    expect(answered(status, graphError(131056))).toMatchObject({
      class: 'REFUSED',
      httpStatus: status,
      failure: { action: 'PAUSE_PAIR' },
    });
  });

  test.each([2, 131016, 131057, 133004])('a server fault with code %d was not sent', (code) => {
    expect(answered(503, graphError(code))).toMatchObject({
      class: 'REFUSED',
      error: { code: String(code) },
    });
  });

  test('a server fault that calls itself transient was not sent', () => {
    expect(answered(500, graphError(131000, { is_transient: true }))).toMatchObject({ class: 'REFUSED' });
    expect(answered(500, graphError(999999, { is_transient: true }))).toMatchObject({
      failure: { action: 'BACK_OFF' },
    });
  });

  test('a code may come as text, and details as a plain text', () => {
    const body = JSON.stringify({ error: { code: '132000', message: 'x', error_data: 'body: expected 2' } });
    expect(answered(400, body)).toMatchObject({ error: { code: '132000', details: 'body: expected 2' } });
  });

  test('an access token that Graph quotes is not passed on', () => {
    const quoted = `Malformed access token EAA${'aB3'.repeat(50)}`;
    expect(answered(401, graphError(190, { message: quoted }))).toMatchObject({
      error: { title: 'Malformed access token [redacted]' },
    });
  });
});

describe('accepted: a 2xx with an id', () => {
  test('an answer is read whole', async () => {
    const body = await fixture('answer-accepted');
    expect(classifyAnswer({ headersSent: true, status: 200, body })).toEqual({
      class: 'ACCEPTED',
      wamid: 'wamid.HBgL...',
      waId: '16505551234',
      messageStatus: 'accepted',
    });
  });

  test('a user id comes instead of a WhatsApp id', () => {
    const body = JSON.stringify({ messages: [{ id: 'wamid.X' }], contacts: [{ user_id: 'US.1' }] });
    expect(answered(200, body)).toEqual({ class: 'ACCEPTED', wamid: 'wamid.X', userId: 'US.1' });
  });

  test('odd companions of the id are left out', () => {
    const body = JSON.stringify({ messages: [{ id: 'wamid.X', message_status: {} }], contacts: 'none' });
    expect(answered(201, body)).toEqual({ class: 'ACCEPTED', wamid: 'wamid.X' });
  });
});

describe('accepted, id lost: a 2xx, and no id that can be used', () => {
  test.each([
    ['the body broke off', undefined],
    ['the body is empty', ''],
    ['the body is HTML', '<html>ok</html>'],
    ['the JSON is truncated', '{"messages":[{"id":"wam'],
    ['there is no message', '{"messages":[]}'],
    ['the id is no text', '{"messages":[{"id":{}}]}'],
    ['the id cannot be stored', String.raw`{"messages":[{"id":"wamid.\u0000"}]}`],
    ['the body is an error all the same', graphError(131000)],
  ])('%s', (_what, body) => {
    expect(answered(200, body)).toEqual({ class: 'ACCEPTED_ID_LOST', httpStatus: 200 });
  });
});

describe('unknown: it may have been sent', () => {
  test.each([
    ['the deadline came after the headers', { name: 'TimeoutError' }, 'DEADLINE'],
    ['the caller gave up after the headers', { name: 'AbortError' }, 'ABORTED'],
    ['the socket broke after the headers', socketError, 'UND_ERR_SOCKET'],
    ['the answer was not HTTP', { name: 'HTTPParserError' }, 'HTTPParserError'],
  ])('%s', (_what, error, reason) => {
    expect(classifyAnswer({ headersSent: true, error })).toEqual({ class: 'UNKNOWN', reason });
  });

  test.each([
    ['a bare 503', 503, '', 'NO_GRAPH_ERROR'],
    ['a 502 in HTML', 502, '<html>Bad Gateway</html>', 'NO_GRAPH_ERROR'],
    ['a 500 in foreign JSON', 500, '{"error":"oops"}', 'NO_GRAPH_ERROR'],
    ['a 500 with a permanent code', 500, graphError(131045), 'GRAPH_ERROR_WITHOUT_PROOF'],
    ['a 500 with the unspecific code', 500, graphError(131000), 'GRAPH_ERROR_WITHOUT_PROOF'],
    ['a 500 that is not transient', 500, graphError(1, { is_transient: false }), 'GRAPH_ERROR_WITHOUT_PROOF'],
    ['a bare 400', 400, '', 'NO_GRAPH_ERROR'],
    ['a bare 429', 429, '', 'NO_GRAPH_ERROR'],
    ['a 400 with an error that has no code', 400, '{"error":{"message":"x"}}', 'NO_GRAPH_ERROR'],
    ['a 400 whose body broke off', 400, undefined, 'BODY_UNREADABLE'],
    ['a 408, even with an error of Graph', 408, graphError(100), 'GRAPH_ERROR_WITHOUT_PROOF'],
    ['a redirect', 302, '', 'NO_GRAPH_ERROR'],
    ['a status that does not exist', 600, graphError(2), 'GRAPH_ERROR_WITHOUT_PROOF'],
  ])('%s', (_what, status, body, reason) => {
    expect(answered(status, body)).toEqual({ class: 'UNKNOWN', reason, httpStatus: status });
  });
});

test('whatever is observed, "not written" needs silent headers and "refused" needs a 4xx or 5xx', () => {
  const observation: fc.Arbitrary<Observation> = fc.record({
    headersSent: fc.boolean(),
    status: fc.option(fc.integer({ min: 100, max: 620 }), { nil: undefined }),
    body: fc.option(fc.oneof(fc.json(), fc.string(), fc.constant(graphError(2))), { nil: undefined }),
    error: fc.option(fc.record({ name: fc.string() }), { nil: undefined }),
  });
  fc.assert(
    fc.property(observation, (seen) => {
      const outcome = classifyAnswer(seen);
      const status = seen.status ?? 0;
      if (outcome.class === 'NOT_WRITTEN')
        expect(seen).toMatchObject({ headersSent: false, status: undefined });
      if (outcome.class === 'REFUSED') expect(status >= 400 && status < 600 && status !== 408).toBe(true);
      const isTaken = outcome.class === 'ACCEPTED' || outcome.class === 'ACCEPTED_ID_LOST';
      expect(isTaken).toBe(status >= 200 && status < 300);
    }),
  );
});

function answered(status: number, body: string | undefined) {
  return classifyAnswer({ headersSent: true, status, body });
}

function graphError(code: number, more: object = {}): string {
  return JSON.stringify({ error: { code, message: `(#${code}) Title`, type: 'OAuthException', ...more } });
}
