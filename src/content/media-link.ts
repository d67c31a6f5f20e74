import { isIP } from 'node:net';
import { z } from 'zod';
import { isPublicAddress } from './public-address.ts';

const maxLink = 2048; // characters; the longest that browsers and caches agree on

/**
 * A link that WhatsApp's servers can fetch. We never fetch it ourselves, not even to look: these checks are
 * of form, so that a link into somebody's private network is refused before it is stored.
 */
export const mediaLink = z.string().superRefine((given, ctx) => {
  const fault = faultOf(given);
  if (fault === undefined) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_MEDIA_URL' },
    message: `Expected a public link like "https://cdn.example.com/a.jpg", but ${fault}`,
  });
});

function faultOf(given: string): string | undefined {
  if (given.length > maxLink)
    return `got ${given.length} characters, more than ${maxLink}. Use a shorter link.`;
  // Look-alike letters of other scripts are out with this too: such a host has to be spelled in its ASCII form.
  if (/[^!-~]/.test(given)) {
    return 'it has spaces or characters outside ASCII. Percent-encode them, and write the host as "xn--".';
  }
  if (!/^https?:\/\/[^/?#\\]/i.test(given)) return 'it does not begin with https:// or http:// and a host.';
  if (given.includes('\\')) return 'it has a backslash. Write "/" or percent-encode it.';
  if (/^https?:\/\/[^/?#]*@/i.test(given))
    return 'it has a user name or password before the host. Remove them.';
  if (!URL.canParse(given)) return 'it cannot be read as a link. Check the host and the port.';
  return hostFaultOf(new URL(given).hostname);
}

/** The URL parser has already turned decimal, octal and hex spellings of an address into the usual one. */
function hostFaultOf(hostname: string): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) {
    return isPublicAddress(host)
      ? undefined
      : 'its host is a private or reserved address. Use a public host.';
  }
  const labels = host.split('.');
  if (labels.length < 2 || labels.includes(''))
    return 'its host is not a full domain name. Use a public host.';
  if (privateDomains.some((domain) => `.${host}`.endsWith(`.${domain}`))) {
    return 'its host is a name for private networks. Use a public host.';
  }
  return undefined;
}

/** Never delegated in the public DNS, and used inside networks and clouds (metadata.google.internal). */
const privateDomains = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'corp',
  'home',
  'home.arpa',
  'onion',
];
