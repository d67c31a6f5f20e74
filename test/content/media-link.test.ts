import { describe, expect, test } from 'vitest';
import { mediaSource } from '../../src/content/media-source.ts';
import { issuesOf } from './issues-of.ts';

const imageSource = mediaSource('image');

describe('a media link is accepted when it', () => {
  test.each([
    ['is https', 'https://cdn.example.com/a.jpg'],
    ['is http', 'http://cdn.example.com/a.jpg'],
    ['has a port, a query and a fragment', 'https://cdn.example.com:8443/a.jpg?v=3&x=%20#top'],
    ['has a host in Punycode', 'https://xn--bcher-kva.example.com/a.jpg'],
    ['has a public IPv4 address', 'https://8.8.8.8/a.jpg'],
    ['has a public IPv6 address', 'https://[2606:4700::1111]/a.jpg'],
    ['has an @ behind the host', 'https://cdn.example.com/@me/a.jpg'],
    ['has 2,048 characters', `https://cdn.example.com/${'a'.repeat(2024)}`],
  ])('%s', (_what, link) => {
    expect(imageSource.parse({ link })).toEqual({ link });
  });
});

describe('a media link is refused when it', () => {
  test.each([
    ['is empty', ''],
    ['has another scheme', 'ftp://example.com/a.jpg'],
    ['is a file', 'file:///etc/passwd'],
    ['is a script', 'javascript:alert(1)'],
    ['is data', 'data:image/png;base64,AAAA'],
    ['has no scheme', '//example.com/a.jpg'],
    ['has no host', 'http://'],
    ['has one slash', 'https:/example.com/a.jpg'],
    ['has backslashes', 'https:\\\\example.com\\a.jpg'],
    ['has a backslash behind the host', 'https://example.com\\@localhost/a.jpg'],
    ['has a backslash that parsers read differently', 'https://cdn.example.com\\.example.net/a.jpg'],
    ['has 2,100 characters', `https://cdn.example.com/${'a'.repeat(2100)}`],
    ['has a blank', 'https://example.com/a b.jpg'],
    ['has a line break that a parser would drop', 'https://exam\nple.com/a.jpg'],
    ['has a look-alike letter of another script', 'https://ex\u0430mple.com/a.jpg'],
    ['has user and password', 'https://user:pw@example.com/a.jpg'],
    ['has an empty user', 'https://@example.com/a.jpg'],
    ['has a port that does not exist', 'https://example.com:99999/a.jpg'],
    ['names this machine', 'https://localhost/a.jpg'],
    ['names this machine with a final dot', 'https://localhost./a.jpg'],
    ['names a bare host', 'https://intranet/a.jpg'],
    ['names an empty label', 'https://a..example.com/a.jpg'],
    ['names a subdomain of localhost', 'https://a.localhost/a.jpg'],
    ['names a printer', 'https://printer.local/a.jpg'],
    ['names a metadata service', 'http://metadata.google.internal/a.jpg'],
    ['is loopback', 'https://127.0.0.1/a.jpg'],
    ['is loopback in decimal', 'https://2130706433/a.jpg'],
    ['is loopback in hex', 'https://0x7f.1/a.jpg'],
    ['is loopback in octal', 'https://0177.0.0.1/a.jpg'],
    ['is loopback in full-width digits', 'https://１２７.0.0.1/a.jpg'],
    ['is private, 10/8', 'https://10.1.2.3/a.jpg'],
    ['is private, 172.16/12', 'https://172.31.255.255/a.jpg'],
    ['is private, 192.168/16', 'https://192.168.0.1/a.jpg'],
    ['is behind a carrier', 'https://100.100.100.200/a.jpg'],
    ['is link-local, with the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['is unspecified', 'https://0.0.0.0/a.jpg'],
    ['is broadcast', 'https://255.255.255.255/a.jpg'],
    ['is loopback in IPv6', 'https://[::1]/a.jpg'],
    ['is unspecified in IPv6', 'https://[::]/a.jpg'],
    ['is IPv4 mapped into IPv6', 'https://[::ffff:127.0.0.1]/a.jpg'],
    ['is IPv4 behind NAT64', 'https://[64:ff9b::7f00:1]/a.jpg'],
    ['is IPv4 in 6to4', 'https://[2002:7f00:1::]/a.jpg'],
    ['is unique-local in IPv6', 'https://[fd00:ec2::254]/a.jpg'],
    ['is link-local in IPv6', 'https://[fe80::1]/a.jpg'],
    ['is multicast in IPv6', 'https://[ff02::1]/a.jpg'],
    ['is for documentation in IPv6', 'https://[2001:db8::1]/a.jpg'],
  ])('%s', (_what, link) => {
    expect(issuesOf(imageSource, { link })).toEqual([['link', 'INVALID_MEDIA_URL']]);
  });
});

test('the message of a refused link never shows the link', () => {
  const [issue] = imageSource.safeParse({ link: 'https://user:pw@example.com/a.jpg' }).error?.issues ?? [];
  expect(issue?.message).toBe(
    'Expected a public link like "https://cdn.example.com/a.jpg", ' +
      'but it has a user name or password before the host. Remove them.',
  );
});

test('a media id has digits only, and not too many', () => {
  expect(imageSource.parse({ id: '1037543291543636' })).toEqual({ id: '1037543291543636' });
  for (const id of ['', 'abc', '12 ', '-1', '1.0', '１２', '1\n', '9'.repeat(33)]) {
    expect(issuesOf(imageSource, { id })).toEqual([['id', 'INVALID_MEDIA_ID']]);
  }
});

test('a media source is an id or a link, not both and not neither', () => {
  expect(issuesOf(imageSource, {})).toEqual([['', 'EXACTLY_ONE_FIELD']]);
  expect(issuesOf(imageSource, { id: '1', link: 'https://cdn.example.com/a.jpg' })).toEqual([
    ['', 'EXACTLY_ONE_FIELD'],
  ]);
});
