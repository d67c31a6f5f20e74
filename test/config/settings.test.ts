import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { readConfig } from '../../src/config/read-config.ts';

const own = 'a-secret-of-our-own';
const real = {
  WHATSAPP_API_URL: 'https://graph.facebook.com',
  WHATSAPP_ACCESS_TOKEN: 'EAAx',
  WHATSAPP_APP_SECRET: own,
  WHATSAPP_VERIFY_TOKEN: own,
  WHATSAPP_SENDERS: '+15550783881=106540352242922',
};
const known = {
  WHATSAPP_ACCESS_TOKEN: 'heliograph-development-access-token',
  WHATSAPP_APP_SECRET: 'heliograph-development-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'heliograph-development-verify-token',
};
const key = 'a-key-that-is-long-enough-for-every-rule';

describe('secrets that everybody knows', () => {
  test('are taken by the process that brings the simulator', () => {
    expect(readConfig({}, [])).toMatchObject({
      isSimulated: true,
      whatsappAppSecrets: [known.WHATSAPP_APP_SECRET],
      whatsappVerifyToken: known.WHATSAPP_VERIFY_TOKEN,
    });
    expect(readConfig(known, ['--roles', 'worker,webhook']).isSimulated).toBe(true);
  });

  test.each([
    ['the role webhook alone', {}, ['--roles', 'webhook']],
    ['the roles webhook and gateway', {}, ['--roles=gateway,webhook']],
    [
      'an address on this machine, which may lead to WhatsApp',
      { WHATSAPP_API_URL: 'http://127.0.0.1:8080' },
      [],
    ],
    ['an address of IPv6 on this machine', { WHATSAPP_API_URL: 'http://[::1]:8080' }, []],
    [
      'an address on this machine with a real token',
      { WHATSAPP_API_URL: 'http://localhost', WHATSAPP_ACCESS_TOKEN: 'EAAx' },
      [],
    ],
  ])('are not taken for %s: each secret that is missing is named', (_, env, args) => {
    expect(problemsOf(env, args)).toEqual(['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN']);
  });

  test.each(Object.entries(known))('are refused for a real account when %s is set to one', (name, value) => {
    expect(problemsOf({ ...real, [name]: value })).toEqual([name]);
    const local = { ...real, WHATSAPP_API_URL: 'http://127.0.0.1:8080' };
    expect(problemsOf({ ...local, [name]: value })).toEqual([name]);
  });

  test('are refused among several secrets, too', () => {
    expect(problemsOf({ ...real, WHATSAPP_APP_SECRET: `${own},${known.WHATSAPP_APP_SECRET}` })).toEqual([
      'WHATSAPP_APP_SECRET',
    ]);
  });

  test('are not needed by a process that takes no webhooks', () => {
    expect(readConfig({}, ['--roles', 'gateway'])).toMatchObject({
      isSimulated: false,
      whatsappAppSecrets: [],
      whatsappVerifyToken: '',
    });
  });
});

describe('the form of secrets', () => {
  const damages = [
    ['a line end behind it', (value: string) => `${value}\n`],
    ['the line end of Windows behind it', (value: string) => `${value}\r`],
    ['a space in front', (value: string) => ` ${value}`],
    ['a space in it', (value: string) => `${value} ${value}`],
    ['a tab', (value: string) => `${value}\t`],
    ['a zero-width space', (value: string) => `${value}\u200b`],
    ['quotes of a word processor', (value: string) => `“${value}”`],
    ['a NUL', (value: string) => `${value}\0`],
    ['a header behind it', (value: string) => `${value}\r\nx-other: 1`],
  ] as const;

  test.each(damages)('%s is refused, and the value is not shown', (_, damage) => {
    for (const name of ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_VERIFY_TOKEN'] as const)
      expect(problemsOf({ ...real, [name]: damage(own) })).toEqual([name]);
    expect(problemsOf({ HELIOGRAPH_API_KEY: damage(key) })).toEqual(['HELIOGRAPH_API_KEY']);
    expect(messageOf({ ...real, WHATSAPP_ACCESS_TOKEN: damage(own) })).not.toContain(own);
  });

  test.each(damages.filter(([name]) => !name.includes('space in front')))(
    '%s is refused for app secrets, which a comma and a space may separate',
    (_, damage) => {
      expect(problemsOf({ ...real, WHATSAPP_APP_SECRET: damage(own) })).toEqual(['WHATSAPP_APP_SECRET']);
      expect(readConfig({ ...real, WHATSAPP_APP_SECRET: `${own}, other` }, []).whatsappAppSecrets).toEqual([
        own,
        'other',
      ]);
    },
  );

  test('a list of app secrets without a secret is refused', () => {
    expect(problemsOf({ ...real, WHATSAPP_APP_SECRET: ' , ' })).toEqual(['WHATSAPP_APP_SECRET']);
  });
});

describe('keys of an installation', () => {
  test('are demanded of a gateway whose database others may share', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://h/d' })).toEqual(['HELIOGRAPH_API_KEY']);
    expect(problemsOf({ DATABASE_URL: 'postgres://h/d' }, ['--roles', 'worker'])).toEqual([]);
  });

  test('that were made for trying are refused beside anything but the simulator', () => {
    const made = { HELIOGRAPH_API_KEY: `hg_trial_${'a'.repeat(43)}` };
    expect(problemsOf(made)).toEqual([]);
    expect(problemsOf({ ...real, ...made })).toEqual(['HELIOGRAPH_API_KEY']);
    expect(problemsOf(made, ['--roles', 'gateway'])).toEqual(['HELIOGRAPH_API_KEY']);
  });
});

describe('addresses', () => {
  test.each(['graph.facebook.com', ' ', 'ftp://graph.facebook.com', 'https://'])(
    'WHATSAPP_API_URL %j is refused with a sentence',
    (url) => {
      expect(problemsOf({ ...real, WHATSAPP_API_URL: url })).toEqual(['WHATSAPP_API_URL']);
    },
  );

  test.each(['::1', '[::1]'])('HOST %s is the address without brackets', (host) => {
    expect(readConfig({ HOST: host }, []).host).toBe('::1');
  });

  test.each(['http://127.0.0.1', '127.0.0.1/', 'a b', '127.0.0.1\r'])('HOST %j is refused', (host) => {
    expect(problemsOf({ HOST: host })).toEqual(['HOST']);
  });

  test.each([
    'postgres://user:pa#ss@host:5432/db',
    'postgres://user:pa/ss@host:5432/db',
    'postgres://user:pa%ss@host:5432/db',
    'postgres://user:pass@host:port/db',
    'mysql://user:pass@host/db',
    'postgres://user:pass@host/db\n',
  ])('an unreadable DATABASE_URL is refused without showing it: %j', (url) => {
    const message = messageOf({ DATABASE_URL: url, HELIOGRAPH_API_KEY: key });
    expect(message).toContain('DATABASE_URL: expected');
    expect(message).not.toContain('user:pa#');
  });
});

describe('arguments', () => {
  test.each([
    [['--role', 'worker']],
    [['--role=worker']],
    [['worker']],
    [['-r', 'worker']],
    [['--roles', 'worker', 'gateway']],
    [['--', 'worker']],
  ])('%j is refused', (args) => {
    expect(() => readConfig({}, args)).toThrow(ConfigError);
  });

  test.each([
    [['--roles']],
    [['--roles', '--help']],
    [['--roles', '']],
    [['--roles=']],
    [['--roles', 'workers']],
  ])('%j names no role and is refused', (args) => {
    expect(() => readConfig({}, args)).toThrow(/roles/);
  });

  test('roles given twice are added up', () => {
    expect([...readConfig({}, ['--roles', 'gateway', '--roles=worker']).roles]).toEqual([
      'gateway',
      'worker',
    ]);
  });
});

/** The variables that are refused. */
function problemsOf(env: Record<string, string>, args: string[] = []): string[] {
  return [...messageOf(env, args).matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name);
}

function messageOf(env: Record<string, string>, args: string[] = []): string {
  try {
    readConfig(env, args);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
