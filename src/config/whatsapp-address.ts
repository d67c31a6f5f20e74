import { z } from 'zod';

/** Where WhatsApp is: its host, and perhaps a path of a proxy in front of it. All else would be lost, or shown, on the way. */
export const whatsappAddress = z
  .url({ protocol: /^https?$/, error: 'expected an http(s) address, such as https://graph.facebook.com' })
  .refine(hasNoUser, 'expected an address without user and password: they would not be used')
  .refine(endsWithPath, 'expected an address without "?" and "#": what stands behind them would be lost')
  .refine(hasNoVersion, 'expected an address without a version at its end: WHATSAPP_API_VERSION gives it')
  .refine(
    isPrivateWay,
    'expected https, because the access token goes there. http is for this machine and for private networks',
  );

/** True of this machine, and of nothing else: a text that is no address is none of it. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

// What is no address has its sentence already: zod judges each of these all the same.

function hasNoUser(url: string): boolean {
  return !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === '');
}

function endsWithPath(url: string): boolean {
  return !/[?#]/.test(url);
}

function hasNoVersion(url: string): boolean {
  return !/\/v\d+(\.\d+)?\/*$/i.test(url.trim());
}

function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { protocol, hostname } = new URL(url);
  return protocol !== 'http:' || privateHosts.some((each) => each.test(hostname));
}

/** RFC 1918, RFC 4193, link-local addresses, and names that only a network of one's own knows. */
const privateHosts = [
  /^(127|10)\.\d+\.\d+\.\d+$/,
  /^192\.168\.\d+\.\d+$/,
  /^172\.(1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^169\.254\.\d+\.\d+$/,
  /^\[(::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/,
  /^[a-z0-9-]+$/i,
  /\.(localhost|local|internal|lan|home\.arpa|svc|cluster\.local)$/i,
];
