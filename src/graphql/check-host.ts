/** As they stand in an address. */
export const namesOfThisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a request was meant for this machine and this port. A page of a stranger can let its own name point here (DNS
 * rebinding), and its requests then look like those of our page, apart from the name.
 */
export function isHostOurs(host: string | undefined, port: number | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const named = new URL(`http://${host}`);
  return namesOfThisMachine.includes(named.hostname) && Number(named.port || usualPort) === port;
}

/** What an address without a port means. */
const usualPort = 80;
