import { namesOfThisMachine } from './check-host.ts';

/**
 * Browsers say where a page comes from, and let any page open a socket. Programs say nothing. Without a list: pages of the
 * same host, and pages of this machine.
 */
export function isOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[] | undefined,
): boolean {
  if (origin === undefined) return true;
  if (allowed) return allowed.includes(origin.toLowerCase());
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host?.toLowerCase() || namesOfThisMachine.includes(from.hostname);
}
