export const maxLink = 2048; // characters; the longest that browsers and caches agree on

/** What keeps a text from being a link that everyone reads the same way. */
export function linkFaultOf(given: string): string | undefined {
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
  return undefined;
}
