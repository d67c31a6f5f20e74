import { expect, test } from 'vitest';
import { chooseProxy, type ProxySettings } from '../../src/config/choose-proxy.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { readConfig } from '../../src/config/read-config.ts';

const whatsapp = 'https://graph.facebook.com';

function proxyOf(address: string, env: ProxySettings): string | undefined {
  return chooseProxy(new URL(address), env)?.url?.href;
}

test.each<[string, string, ProxySettings, string | undefined]>([
  ['HTTPS_PROXY', whatsapp, { HTTPS_PROXY: 'http://proxy.example:3128' }, 'http://proxy.example:3128/'],
  [
    'small letters before capitals',
    whatsapp,
    { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' },
    'http://a:1/',
  ],
  ['an empty name is none', whatsapp, { https_proxy: '', HTTPS_PROXY: 'http://b:2' }, 'http://b:2/'],
  ['ALL_PROXY', whatsapp, { ALL_PROXY: 'https://proxy.example' }, 'https://proxy.example/'],
  ['HTTP_PROXY says nothing of https', whatsapp, { HTTP_PROXY: 'http://a:1' }, undefined],
  ['HTTP_PROXY for http', 'http://whatsapp.example', { HTTP_PROXY: 'http://a:1' }, 'http://a:1/'],
  [
    'a proxy without a protocol',
    whatsapp,
    { HTTPS_PROXY: 'proxy.example:3128' },
    'http://proxy.example:3128/',
  ],
  ['user and password', whatsapp, { HTTPS_PROXY: 'http://u:p%40@a:1' }, 'http://u:p%40@a:1/'],
  ['nothing', whatsapp, {}, undefined],
])('%s', (_, address, env, expected) => {
  expect(proxyOf(address, env)).toBe(expected);
});

test.each(['http://localhost:4010', 'http://127.0.0.1:4010', 'http://127.9.9.9', 'http://[::1]:4010'])(
  '%s, which is this machine, is reached directly',
  (address) => {
    const env = { HTTP_PROXY: 'http://a:1', ALL_PROXY: 'http://a:1' };
    expect(chooseProxy(new URL(address), env)).toBeUndefined();
  },
);

test.each([
  ['*', true],
  ['graph.facebook.com', true],
  ['GRAPH.FACEBOOK.COM.', true],
  ['facebook.com', true],
  ['.facebook.com', true],
  ['*.facebook.com', true],
  ['example.com,facebook.com', true],
  ['example.com facebook.com', true],
  ['facebook.com:443', true],
  ['facebook.com:8443', false],
  ['book.com', false],
  ['graph.facebook.com.example', false],
  ['::1', false],
  [',', false],
])('NO_PROXY=%s', (exceptions, isDirect) => {
  const env = { HTTPS_PROXY: 'http://a:1', NO_PROXY: exceptions };
  expect(chooseProxy(new URL(whatsapp), env) === undefined).toBe(isDirect);
});

test('NO_PROXY names an address with colons', () => {
  const address = new URL('https://[2001:db8::1]:8443');
  const env = { HTTPS_PROXY: 'http://a:1' };
  expect(chooseProxy(address, { ...env, no_proxy: '2001:db8::1' })).toBeUndefined();
  expect(chooseProxy(address, { ...env, no_proxy: '[2001:db8::1]:8443' })).toBeUndefined();
  expect(chooseProxy(address, { ...env, no_proxy: '[2001:db8::1]:443' })).toBeDefined();
});

const real = {
  WHATSAPP_API_URL: whatsapp,
  WHATSAPP_ACCESS_TOKEN: 'EAAx',
  WHATSAPP_APP_SECRET: 'own',
  WHATSAPP_VERIFY_TOKEN: 'own',
  WHATSAPP_SENDERS: '+15550783881=106540352242922',
};

test.each(['socks5://a:1', 'http://[', 'ftp://a', 'http://a:port', 'http://u:%@a:1'])(
  'a proxy that cannot be used is refused without showing it: %s',
  (proxy) => {
    const read = (): unknown => readConfig({ ...real, HTTPS_PROXY: proxy }, []);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/\n {2}HTTPS_PROXY: expected http:\/\/host:port/);
    expect(read).not.toThrow(proxy);
  },
);

test('a proxy is judged only where it is used', () => {
  const odd = { HTTPS_PROXY: 'socks5://a:1' };
  expect(readConfig(odd, []).whatsappProxy).toBeUndefined();
  expect(readConfig({ ...real, ...odd }, ['--roles', 'gateway']).whatsappProxy).toBeUndefined();
  expect(readConfig({ ...real, ...odd, NO_PROXY: '*' }, []).whatsappProxy).toBeUndefined();
  expect(readConfig({ ...real, https_proxy: 'a:1' }, []).whatsappProxy).toBe('http://a:1/');
});
