import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { readConfig, settingNames } from '../../src/config/read-config.ts';

const own = 'a-secret-of-our-own';
const withoutAddress = {
  WHATSAPP_ACCESS_TOKEN: 'EAAx',
  WHATSAPP_APP_SECRET: own,
  WHATSAPP_VERIFY_TOKEN: own,
  WHATSAPP_SENDERS: '+15550783881=106540352242922',
};
const real = { ...withoutAddress, WHATSAPP_API_URL: 'https://graph.facebook.com' };
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

describe('a real account', () => {
  test.each([
    ['left out', {}],
    ['empty', { WHATSAPP_API_URL: '' }],
  ])('does not send to the simulator when its address is %s: the token tells', (_, address) => {
    const env = { ...withoutAddress, ...address };
    expect(problemsOf(env)).toEqual(['WHATSAPP_API_URL']);
    expect(problemsOf(env, ['--roles', 'worker'])).toEqual(['WHATSAPP_API_URL']);
  });

  test.each([
    [real, true],
    [{ ...real, WHATSAPP_API_URL: 'http://127.0.0.1:8080' }, true],
    [{ ...real, WHATSAPP_API_URL: 'http://127.0.0.1:8080', WHATSAPP_ACCESS_TOKEN: '' }, false],
    [{}, false],
  ])('is known by its address, or by its token behind a proxy of this machine: %#', (env, hasAccount) => {
    expect(readConfig(env, []).hasAccount).toBe(hasAccount);
  });

  test.each([
    ['graph.facebook.com', 'http(s) address'],
    [' ', 'http(s) address'],
    ['https://', 'http(s) address'],
    ['ftp://graph.facebook.com', 'http(s) address'],
    ['https://graph.facebook.com/v24.0', 'WHATSAPP_API_VERSION'],
    ['https://graph.facebook.com/v24.0/', 'WHATSAPP_API_VERSION'],
    ['https://graph.facebook.com/?x=1', '"?" and "#"'],
    ['https://graph.facebook.com/#x', '"?" and "#"'],
    ['https://user:secret-word@proxy.example', 'without user and password'],
    ['https://secret-word@proxy.example', 'without user and password'],
    ['http://graph.facebook.com', 'expected https'],
    ['http://172.32.0.1', 'expected https'],
    ['http://[2001:db8::1]', 'expected https'],
  ])('has an address of a form that is judged, and is not shown: %j', (url, sentence) => {
    const message = messageOf({ ...real, WHATSAPP_API_URL: url });
    expect(message).toMatch(/^These settings cannot be used:\n {2}WHATSAPP_API_URL: .+$/);
    expect(message).toContain(sentence);
    expect(message).not.toContain('secret-word');
  });

  test.each([
    'https://graph.facebook.com',
    'https://graph.facebook.com/',
    'https://proxy.example/meta',
    'http://egress:8080',
    'http://egress.internal/meta/',
    'http://10.1.2.3',
    'http://172.31.0.1:8080',
    'http://192.168.0.1',
    'http://[fd00::1]:8080',
  ])('may have the address %s', (url) => {
    expect(problemsOf({ ...real, WHATSAPP_API_URL: url })).toEqual([]);
  });
});

describe('numbers', () => {
  test.each(['PORT', 'EVENT_RETENTION_DAYS', 'PAIR_BURST', 'DISPATCH_CONCURRENCY', 'QUEUE_LIMIT_SECONDS'])(
    '%s is in decimal digits',
    (name) => {
      for (const value of [' ', '0x10', '1e3', '1.5', '-1', '+1', '1_000', 'ten', '9'.repeat(20)])
        expect(problemsOf({ [name]: value })).toEqual([name]);
      expect(problemsOf({ [name]: ' 12 ' })).toEqual([]);
    },
  );

  test.each([
    ['SEND_LEASE_MS', '20000', 'SEND_DEADLINE_MS'],
    ['SEND_DEADLINE_MS', '15000', 'SEND_HEADERS_TIMEOUT_MS'],
    ['SEND_HEADERS_TIMEOUT_MS', '5000', 'SEND_CONNECT_TIMEOUT_MS'],
  ])('%s has to be longer than the time in it', (name, value, shorter) => {
    expect(messageOf({ [name]: value })).toContain(
      `${name}: expected more than ${shorter}, which is ${value}`,
    );
  });
});

describe('lists', () => {
  test.each(['WHATSAPP_SENDERS', 'ALLOWED_ORIGINS', 'HELIOGRAPH_ROLES'])('%s is not empty', (name) => {
    for (const value of [' ', ',', ' , ']) expect(problemsOf({ [name]: value })).toEqual([name]);
  });

  test.each([
    ['+15550783881=1,+15550783881=2', 'each number once'],
    ['+15550783881=1,+15550783882=1', 'phone number id of its own'],
    ['+15550783881=1,+15550783881=1@20', 'each number once'],
  ])('no number and no id of one stands there twice: %s', (senders, sentence) => {
    expect(messageOf({ WHATSAPP_SENDERS: senders })).toMatch(new RegExp(`WHATSAPP_SENDERS: .*(${sentence})`));
  });
});

test('what Kubernetes says of a service "simulator" or "share" is no port of ours', () => {
  const injected = { SIMULATOR_PORT: 'tcp://10.0.0.1:80', SHARE_PORT: 'tcp://10.0.0.2:80' };
  expect(readConfig(injected, [])).toMatchObject({ simulatorPort: 4010, sharePort: false });
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
    ['quotes that a program handed on', (value: string) => `"${value}"`],
    ['quotes of the other kind', (value: string) => `'${value}'`],
    ['half of the quotes', (value: string) => `"${value}`],
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

test('whatever one variable holds beside others, its start is refused by the names of variables', () => {
  const odd = ['a\u0001', '\u2028', '"x"', '-1', ',', ' ', '[', '\ud800', 'http://', '::', '__proto__'];
  const beside = [
    {},
    { DATABASE_URL: 'postgres://host/name' },
    { WHATSAPP_API_URL: 'https://host' },
    { DATABASE_CONNECTIONS: '4' },
  ];
  for (const name of settingNames)
    for (const value of odd)
      for (const others of beside) expect(refusalOf({ ...others, [name]: value })).toMatch(asNames);
});

const asNames = /^$|^These settings cannot be used:\n( {2}\w[^\n]*\n?)+$/;

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env, []);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
