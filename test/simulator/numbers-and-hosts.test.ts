import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScene, senderId, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({ SIMULATOR_ACCESS_TOKEN: 'any' });
});
afterAll(() => scene[Symbol.asyncDispose]());

describe('a number', () => {
  test('is shown to whoever has the token', async () => {
    const answer = await scene.call('GET', `/v24.0/${senderId}?fields=id,display_phone_number`);
    expect([answer.status, answer.json()]).toEqual([
      200,
      expect.objectContaining({ id: senderId, display_phone_number: '+15550783881' }),
    ]);
  });

  test('is shown to nobody else', async () => {
    const answer = await scene.call('GET', `/v24.0/${senderId}`, undefined, {
      authorization: 'Bearer other',
    });
    expect([answer.status, answer.json()]).toMatchObject([401, { error: { code: 190 } }]);
  });

  test('that does not exist is refused as Meta does', async () => {
    const answer = await scene.call('GET', '/v24.0/1');
    expect(answer.json()).toMatchObject({
      error: {
        code: 100,
        error_subcode: 33,
        message: expect.stringMatching(/^Unsupported get request/) as string,
      },
    });
  });
});

describe('the control side of a simulator that listens on this machine', () => {
  test.each(['/_ledger', '/_rules', '/_ledger/summary'])(
    '%s answers under a name of this machine alone',
    async (path) => {
      for (const host of ['localhost', `127.0.0.1:${scene.port}`, '[::1]:1'])
        expect((await scene.call('GET', path, undefined, { host })).status).toBe(200);
      for (const host of ['rebound.example', `127.0.0.1.rebound.example:${scene.port}`])
        expect((await scene.call('GET', path, undefined, { host })).status).toBe(421);
    },
  );

  test('WhatsApp itself answers under every name, as behind a proxy', async () => {
    const answer = await scene.call('GET', `/v24.0/${senderId}`, undefined, { host: 'whatsapp.example' });
    expect(answer.status).toBe(200);
  });
});
