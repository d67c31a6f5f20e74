/** The variables of the environment that name a proxy, by the protocol of the address; the first that is set counts. */
export const proxyNames = {
  'https:': ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
} as const;
export const noProxyNames = ['no_proxy', 'NO_PROXY'] as const;

export type ProxyName = (typeof proxyNames)[keyof typeof proxyNames][number];
export type ProxySettings = Partial<Record<ProxyName | (typeof noProxyNames)[number], string | undefined>>;

export interface ChosenProxy {
  name: ProxyName;
  /** Undefined: it cannot be read, or is of a kind that we do not speak. */
  url: URL | undefined;
}

/** The proxy that the environment wants for this address; undefined when it is reached directly, as this machine always is. */
export function chooseProxy(address: URL, env: ProxySettings): ChosenProxy | undefined {
  const names = proxyNames[address.protocol === 'http:' ? 'http:' : 'https:'];
  const name = names.find((each) => env[each]);
  if (name === undefined || isOfThisMachine(address.hostname)) return undefined;
  const exceptions = noProxyNames.map((each) => env[each]).find(Boolean) ?? '';
  if (exceptions.split(/[,\s]+/).some((each) => isExcepted(address, each))) return undefined;
  return { name, url: readProxy(env[name] ?? '') };
}

function isOfThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** `*`, a name with all names below it, `.name`, `*.name`, an address; each may have a port behind it. */
function isExcepted({ protocol, hostname, port }: URL, exception: string): boolean {
  if (exception === '*') return true;
  const [, given = '', onlyPort] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(exception) ?? [
    '',
    `[${exception}]`,
  ];
  if (onlyPort !== undefined && onlyPort !== (port || (protocol === 'http:' ? '80' : '443'))) return false;
  const name = plain(given.replace(/^\*?\./, ''));
  const host = plain(hostname);
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** A proxy is often written without its protocol. */
function readProxy(text: string): URL | undefined {
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ['http:', 'https:'].includes(url.protocol) && isDecodable(url) ? url : undefined;
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}
