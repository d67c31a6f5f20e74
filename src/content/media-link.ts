import { isIP } from 'node:net';
import { z } from 'zod';
import { linkFaultOf } from './link-fault.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * A link that WhatsApp's servers can fetch. We never fetch it ourselves, not even to look: these checks are
 * of form, so that a link into somebody's private network is refused before it is stored.
 */
export const mediaLink = z.string().superRefine((given, ctx) => {
  const fault = linkFaultOf(given) ?? hostFaultOf(new URL(given).hostname);
  if (fault === undefined) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_MEDIA_URL' },
    message: `Expected a public link like "https://cdn.example.com/a.jpg", but ${fault}`,
  });
});

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
