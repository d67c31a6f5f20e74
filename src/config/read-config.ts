import { z } from 'zod';
import {
  chooseProxy,
  noProxyNames,
  proxyNames,
  type ChosenProxy,
  type ProxySettings,
} from './choose-proxy.ts';
import { ConfigError } from './config-error.ts';
import { countConnections } from './divide-connections.ts';
import { readArguments } from './read-arguments.ts';
import { isLoopback, whatsappAddress } from './whatsapp-address.ts';
import { wholeNumber } from './whole-number.ts';

/** What a process does. By default one process does all; over several machines they share nothing but Postgres. */
export const roles = ['gateway', 'worker', 'webhook'] as const;
export type Role = (typeof roles)[number];
export const rolesHelp = `Some of ${roles.join(', ')}, separated by commas; all of them unless given.`;

export interface Config {
  roles: ReadonlySet<Role>;
  host: string;
  port: number;
  /** Other processes of this machine may listen on the same port: the system deals out the connections. */
  sharePort: boolean;
  /** Pages that may open a socket. Undefined: those of the same host and of this machine. */
  allowedOrigins: readonly string[] | undefined;
  /** Whether browsers get the page of GraphiQL at the GraphQL address. */
  graphiql: boolean;
  /** How long events are kept; days. */
  eventRetentionDays: number;
  /** Undefined: the embedded Postgres in the data directory. */
  databaseUrl: string | undefined;
  /** Where our tables are. Undefined: in the first schema of the user. */
  databaseSchema: string | undefined;
  /** How many connections to the database this process may take. Undefined: as many as its roles usually take. */
  databaseConnections: number | undefined;
  dataDirectory: string;
  /** Undefined: the gateway makes one and keeps it in the data directory. Other roles serve no keys. */
  apiKey: string | undefined;
  /** Undefined: the simulator. */
  whatsappUrl: string | undefined;
  /** The proxy that the environment wants for it, with user and password. Undefined: it is reached directly. */
  whatsappProxy: string | undefined;
  /** This process brings the simulator, so it knows for certain that nobody else is behind WhatsApp's address. */
  isSimulated: boolean;
  /** WhatsApp itself is behind that address, perhaps behind a proxy of this machine: customers get what is sent. */
  hasAccount: boolean;
  whatsappApiVersion: string;
  whatsappAccessToken: string;
  whatsappAppSecrets: readonly string[];
  whatsappVerifyToken: string;
  senders: readonly { phoneNumber: string; phoneNumberId: string; messagesPerSecond: number }[];
  /** How fast one recipient may be written to. */
  pair: { intervalMs: number; burst: number };
  simulatorPort: number;
  concurrency: number;
  /** Milliseconds: connect < headers < deadline < lease. */
  budget: { connectMs: number; headersMs: number; deadlineMs: number; leaseMs: number };
  /** How long a message that may have been sent waits for a status, while statuses of its sender flow. */
  settleWindowMs: number;
  /** The longest pause of a back-off. */
  backOffCapMs: number;
  /** How long a queue may be, in the time that it takes to go; s. */
  queueLimitSeconds: number;
  /** How often messages that lost their job are looked for. */
  reconcileMs: number;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Known to everybody, so that the simulator works without a setting. Taken only by the process that brings the simulator. */
const developmentSecrets = {
  WHATSAPP_ACCESS_TOKEN: 'heliograph-development-access-token',
  WHATSAPP_APP_SECRET: 'heliograph-development-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'heliograph-development-verify-token',
} as const;

/** What a key begins with that was made for trying: no real account is behind it. */
export const trialKeyPrefix = 'hg_trial_';

/**
 * Reads the environment, once, here. All problems are reported together, by the names of the variables. Whoever serves
 * nobody, such as a command that migrates, needs no key and no secret.
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  { servesNobody = false } = {},
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => isGiven(name, value)));
  const { roles: ROLES = given['HELIOGRAPH_ROLES'] } = readArguments(args, { roles: true, check: true });
  const result = (servesNobody ? variables : settings).safeParse({ ...given, ROLES, PROXIES: given });
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${nameOf(issue.path)}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n${[...new Set(problems)].join('\n')}`);
  }
  return toConfig(result.data);
}

/** Kubernetes tells of a service "simulator" with SIMULATOR_PORT=tcp://10.0.0.1:80: that is no setting of ours. */
function isGiven(name: string, value: string | undefined): boolean {
  return value !== '' && !(name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value ?? ''));
}

/** The variable, and not our name for what two ways lead to. */
function nameOf(path: readonly PropertyKey[]): string {
  return path[0] === 'ROLES' ? 'HELIOGRAPH_ROLES or --roles' : String(path[0]);
}

const portSentence = 'expected a port from 0 to 65535 (0: any free one)';
const port = wholeNumber(
  { min: 0, max: 65_535 },
  { form: portSentence, min: portSentence, max: portSentence },
);

const milliseconds = wholeNumber(
  { min: 1, max: 600_000 },
  { form: 'expected whole milliseconds', min: 'expected 1 or more', max: 'expected at most 10 minutes' },
);

/** A value with a line end or another control character comes from a damaged file, and fails far from here. */
const text = z.string().regex(/^[^\p{Cc}\u2028\u2029]*$/u, {
  error: 'expected no line end or other control character in it',
  abort: true,
});

/** Docker's --env-file, among others, hands quotes on as a part of the value. No secret of Meta has any. */
const noQuotes = /^(?!["'`])(?!.*["'`]$)/s;
const quotesSentence = 'expected no quotes around it';

/** Longer than any token of Meta; characters. */
const longestSecret = 4_096;

/** Secrets go into headers and signatures as they are: a space or a line end at the end would be part of them. */
const secret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'expected visible ASCII characters without spaces and line ends')
  .regex(noQuotes, quotesSentence)
  .max(longestSecret, `expected at most ${longestSecret} characters`);

const list = text.transform((listed) =>
  listed
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);

/** What WhatsApp allows a number at first: messages a second. */
const usualPace = 80;

const senderList = list.pipe(
  z
    .array(
      z
        .string()
        .regex(
          /^\+[1-9]\d{6,14}=\d{1,32}(@([1-9]\d{0,5}|1000000))?$/,
          'expected "+<number>=<phone number id>", or with "@<messages per second, 1 to 1000000>" behind it, several separated by commas',
        )
        .transform((text) => {
          const [phoneNumber = '', phoneNumberId = '', perSecond = usualPace] = text.split(/[=@]/);
          return { phoneNumber, phoneNumberId, messagesPerSecond: Number(perSecond) };
        }),
    )
    .min(1, 'expected at least one number'),
);

/** Judged only once each of them has its form. */
const differentSenders = z
  .custom<z.infer<typeof senderList>>()
  .refine((senders) => areDifferent(senders.map((each) => each.phoneNumber)), 'expected each number once')
  .refine(
    (senders) => areDifferent(senders.map((each) => each.phoneNumberId)),
    'expected a phone number id of its own for each number',
  );

function areDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** What each variable may be, before they are judged beside each other. */
export const variables = z.object({
  // Other programs of the machine know them, too: they are judged where they are used.
  PROXIES: z.custom<ProxySettings>(),
  ROLES: list
    .pipe(
      z
        .array(z.enum(roles, `expected some of ${roles.join(', ')}, separated by commas`))
        .min(1, 'expected at least one role'),
    )
    .default([...roles]),
  HOST: text
    // In an address an IPv6 host stands in brackets; for listening it stands without them.
    .transform((host) => host.replace(/^\[(.+)\]$/, '$1'))
    .pipe(
      z
        .string()
        .regex(/^[\w.:%-]+$/, 'expected a host name or an address, such as 127.0.0.1, 0.0.0.0 or ::1'),
    )
    .default('127.0.0.1'),
  PORT: port.default(4000),
  SHARE_PORT: z.stringbool('expected true or false').default(false),
  ALLOWED_ORIGINS: list
    .pipe(
      z
        .array(
          z
            .string()
            .toLowerCase()
            .regex(
              /^https?:\/\/[^/\s]+$/,
              'expected origins like https://app.example.com, without a path, separated by commas',
            ),
        )
        .min(1, 'expected at least one origin'),
    )
    .optional(),
  GRAPHIQL: z.stringbool('expected true or false').default(true),
  EVENT_RETENTION_DAYS: wholeNumber(
    { min: 1, max: 3_650 },
    { form: 'expected whole days', min: 'expected 1 or more', max: 'expected at most 3650' },
  ).default(30),
  DATABASE_URL: text
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .refine(
      isReadableUrl,
      'expected postgres://user:password@host:port/database. Write special characters of the password as %XX, such as %23 for #',
    )
    .optional(),
  DATABASE_SCHEMA: z
    .string()
    .regex(
      /^(?!pg_|pgboss$)[a-z_][a-z0-9_]{0,39}$/,
      'expected a name of at most 40 small letters, digits and "_", which does not begin with a digit or "pg_" and is not "pgboss"',
    )
    .optional(),
  DATABASE_CONNECTIONS: wholeNumber(
    { min: 1, max: 1_000 },
    { form: 'expected a whole number', min: 'expected 1 or more', max: 'expected at most 1000' },
  ).optional(),
  HELIOGRAPH_DATA_DIR: text
    .regex(/\S/, 'expected a folder')
    .regex(noQuotes, quotesSentence)
    .default('.heliograph'),
  HELIOGRAPH_API_KEY: z
    .string()
    .min(32, 'expected a key of 32 characters or more')
    .max(512, 'expected a key of at most 512 characters')
    .regex(/^[\x21-\x7e]+$/, 'expected visible ASCII characters without spaces')
    .regex(noQuotes, quotesSentence)
    .optional(),
  WHATSAPP_API_URL: whatsappAddress.optional(),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'expected a version like v24.0')
    .default('v24.0'),
  WHATSAPP_ACCESS_TOKEN: secret.optional(),
  WHATSAPP_APP_SECRET: list.pipe(z.array(secret).min(1, 'expected at least one secret')).optional(),
  WHATSAPP_VERIFY_TOKEN: secret.optional(),
  WHATSAPP_SENDERS: senderList.pipe(differentSenders).optional(),
  // WhatsApp's bucket holds 45; senders in the field are refused from 10 to 15 a minute on.
  PAIR_BURST: wholeNumber(
    { min: 1, max: 1_000_000 },
    { form: 'expected a whole number', min: 'expected 1 or more', max: 'expected at most 1000000' },
  ).default(10),
  // WhatsApp's own: one message in 6 seconds to one recipient.
  PAIR_INTERVAL_MS: milliseconds.default(6_000),
  SIMULATOR_PORT: port.default(4010),
  DISPATCH_CONCURRENCY: wholeNumber(
    { min: 1, max: 1_000 },
    { form: 'expected a whole number', min: 'expected 1 or more', max: 'expected at most 1000' },
  ).default(64),
  SEND_CONNECT_TIMEOUT_MS: milliseconds.default(5_000),
  SEND_HEADERS_TIMEOUT_MS: milliseconds.default(15_000),
  // Senders in the field wait up to 35 s; an answer later than 20 s has been lost in practice.
  SEND_DEADLINE_MS: milliseconds.default(20_000),
  SEND_LEASE_MS: milliseconds.default(30_000),
  // Statuses follow within seconds; two minutes hold a slow hour of WhatsApp.
  SEND_SETTLE_WINDOW_MS: milliseconds.default(120_000),
  // Waiting longer between two tries helps nobody.
  SEND_BACKOFF_CAP_MS: milliseconds.default(300_000),
  RECONCILE_MS: milliseconds.default(30_000),
  // What waits longer than four hours is better refused while its caller can still do something else.
  QUEUE_LIMIT_SECONDS: wholeNumber(
    { min: 1, max: 86_400 },
    { form: 'expected whole seconds', min: 'expected 1 or more', max: 'expected at most a day' },
  ).default(14_400),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'expected silent, error, warn, info or debug')
    .default('info'),
});

/** Every variable that is read here. */
export const settingNames: readonly string[] = [
  ...Object.keys(variables.shape).filter((name) => !['ROLES', 'PROXIES'].includes(name)),
  'HELIOGRAPH_ROLES',
  ...proxyNames['https:'],
  ...proxyNames['http:'],
  ...noProxyNames,
];

const settings = variables.superRefine((given, ctx) => {
  for (const [name, message] of [...missingSettings(given), ...shortTimes(given)])
    ctx.addIssue({ code: 'custom', path: [name], message });
});

/** The times of one send, each longer than the one before it. */
const budgetNames = [
  'SEND_CONNECT_TIMEOUT_MS',
  'SEND_HEADERS_TIMEOUT_MS',
  'SEND_DEADLINE_MS',
  'SEND_LEASE_MS',
] as const;

function* shortTimes(given: Record<(typeof budgetNames)[number], number>): Iterable<[string, string]> {
  for (const [index, name] of budgetNames.entries()) {
    const shorter = budgetNames[index - 1];
    if (shorter !== undefined && given[name] <= given[shorter])
      yield [name, `expected more than ${shorter}, which is ${given[shorter]}`];
  }
}

type Given = Pick<
  z.infer<typeof settings>,
  | 'ROLES'
  | 'PROXIES'
  | 'WHATSAPP_API_URL'
  | 'WHATSAPP_SENDERS'
  | 'DATABASE_URL'
  | 'DATABASE_SCHEMA'
  | 'DATABASE_CONNECTIONS'
  | 'HELIOGRAPH_API_KEY'
> & { [Name in keyof typeof developmentSecrets]?: string | string[] | undefined };

/** Which settings are needed beside the others, each with the reason. */
function* missingSettings(given: Given): Iterable<[string, string]> {
  const least = countConnections(given.ROLES, 'least');
  if (given.DATABASE_CONNECTIONS !== undefined && given.DATABASE_CONNECTIONS < least)
    yield [
      'DATABASE_CONNECTIONS',
      `expected ${least} or more, which a process with the roles ${given.ROLES.join(', ')} needs at least`,
    ];
  // The Postgres that comes along belongs to this installation alone.
  if (given.DATABASE_URL === undefined && given.DATABASE_SCHEMA !== undefined)
    yield [
      'DATABASE_SCHEMA',
      'names a schema of the database in DATABASE_URL, which is not set. Set it, too',
    ];
  // Two processes on one database would each make a key, and each would replace the other's.
  if (
    given.DATABASE_URL !== undefined &&
    given.ROLES.includes('gateway') &&
    given.HELIOGRAPH_API_KEY === undefined
  )
    yield [
      'HELIOGRAPH_API_KEY',
      'is needed by the role gateway because DATABASE_URL is set. Give all gateways of a database the same key',
    ];
  const proxy = proxyOf(given);
  if (proxy && !proxy.url)
    yield [
      proxy.name,
      'expected http://host:port or https://host:port, with user:password@ in front of the host if the proxy wants them, because WhatsApp is reached by this proxy. Set NO_PROXY for addresses that are reached without it',
    ];
  if (bringsSimulator(given)) {
    // Left out or misspelt: messages of customers would go to the simulator and be DELIVERED there.
    if (hasOwnToken(given))
      yield [
        'WHATSAPP_API_URL',
        'is needed because WHATSAPP_ACCESS_TOKEN is set. Write https://graph.facebook.com, or remove the token: the simulator needs none',
      ];
    return;
  }
  if (given.HELIOGRAPH_API_KEY?.startsWith(trialKeyPrefix))
    yield [
      'HELIOGRAPH_API_KEY',
      'expected a key of your own: this one was made for trying, and is taken only by the process that brings the simulator',
    ];
  // A real account has no known defaults: whoever names WhatsApp's address must name the rest.
  const isReal = given.WHATSAPP_API_URL !== undefined && !isLoopback(given.WHATSAPP_API_URL);
  const reason = isReal ? 'is needed because WHATSAPP_API_URL is set' : 'is needed by the role webhook';
  const doubt =
    'unless this process brings the simulator, and it does so only with the role worker and without WHATSAPP_API_URL';
  const takesWebhooks = given.ROLES.includes('webhook');
  const needed = {
    WHATSAPP_ACCESS_TOKEN: isReal,
    WHATSAPP_APP_SECRET: isReal || takesWebhooks,
    WHATSAPP_VERIFY_TOKEN: isReal || takesWebhooks,
  };
  for (const name of secretNames) {
    const values = [given[name] ?? []].flat();
    if (given[name] === undefined && needed[name]) yield [name, isReal ? reason : `${reason}, ${doubt}`];
    if (values.includes(developmentSecrets[name]))
      yield [name, `expected a secret of your own: everybody knows this one. It is not taken, ${doubt}`];
  }
  if (isReal && given.WHATSAPP_SENDERS === undefined) yield ['WHATSAPP_SENDERS', reason];
}

/** Only a worker calls WhatsApp, and the simulator is on this machine. */
function proxyOf(given: Pick<Given, 'ROLES' | 'PROXIES' | 'WHATSAPP_API_URL'>): ChosenProxy | undefined {
  const url = given.WHATSAPP_API_URL;
  if (url === undefined || !URL.canParse(url) || !given.ROLES.includes('worker')) return undefined;
  return chooseProxy(new URL(url), given.PROXIES);
}

const secretNames = ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'] as const;

/** Only a worker calls WhatsApp, so only its process brings the simulator. */
function bringsSimulator(given: Pick<Given, 'ROLES' | 'WHATSAPP_API_URL'>): boolean {
  return given.WHATSAPP_API_URL === undefined && given.ROLES.includes('worker');
}

/** Somebody gave it to this process, so that it speaks for an account. */
function hasOwnToken({ WHATSAPP_ACCESS_TOKEN: token }: Pick<Given, 'WHATSAPP_ACCESS_TOKEN'>): boolean {
  return token !== undefined && token !== developmentSecrets.WHATSAPP_ACCESS_TOKEN;
}

/** As the driver reads it: a unix socket's folder may stand in the host's place. */
function isReadableUrl(url: string): boolean {
  try {
    const { username, password, pathname } = new URL(URL.canParse(url) ? url : url.replace('@/', '@host/'));
    decodeURIComponent(`${username}${password}${pathname}`);
    return true;
  } catch {
    return false;
  }
}

function toConfig(given: z.infer<typeof settings>): Config {
  const isSimulated = bringsSimulator(given);
  return {
    roles: new Set(given.ROLES),
    host: given.HOST,
    port: given.PORT,
    sharePort: given.SHARE_PORT,
    allowedOrigins: given.ALLOWED_ORIGINS,
    graphiql: given.GRAPHIQL,
    eventRetentionDays: given.EVENT_RETENTION_DAYS,
    databaseUrl: given.DATABASE_URL,
    databaseSchema: given.DATABASE_SCHEMA,
    databaseConnections: given.DATABASE_CONNECTIONS,
    dataDirectory: given.HELIOGRAPH_DATA_DIR,
    apiKey: given.HELIOGRAPH_API_KEY,
    whatsappUrl: given.WHATSAPP_API_URL,
    whatsappProxy: proxyOf(given)?.url?.href,
    isSimulated,
    hasAccount:
      given.WHATSAPP_API_URL !== undefined && (!isLoopback(given.WHATSAPP_API_URL) || hasOwnToken(given)),
    whatsappApiVersion: given.WHATSAPP_API_VERSION,
    // An access token is shown to WhatsApp's address only: the known one lets nobody in.
    whatsappAccessToken: given.WHATSAPP_ACCESS_TOKEN ?? developmentSecrets.WHATSAPP_ACCESS_TOKEN,
    whatsappAppSecrets:
      given.WHATSAPP_APP_SECRET ?? (isSimulated ? [developmentSecrets.WHATSAPP_APP_SECRET] : []),
    whatsappVerifyToken:
      given.WHATSAPP_VERIFY_TOKEN ?? (isSimulated ? developmentSecrets.WHATSAPP_VERIFY_TOKEN : ''),
    senders: given.WHATSAPP_SENDERS ?? [
      { phoneNumber: '+15550783881', phoneNumberId: '106540352242922', messagesPerSecond: usualPace },
    ],
    pair: { intervalMs: given.PAIR_INTERVAL_MS, burst: given.PAIR_BURST },
    simulatorPort: given.SIMULATOR_PORT,
    concurrency: given.DISPATCH_CONCURRENCY,
    budget: {
      connectMs: given.SEND_CONNECT_TIMEOUT_MS,
      headersMs: given.SEND_HEADERS_TIMEOUT_MS,
      deadlineMs: given.SEND_DEADLINE_MS,
      leaseMs: given.SEND_LEASE_MS,
    },
    settleWindowMs: given.SEND_SETTLE_WINDOW_MS,
    backOffCapMs: given.SEND_BACKOFF_CAP_MS,
    reconcileMs: given.RECONCILE_MS,
    queueLimitSeconds: given.QUEUE_LIMIT_SECONDS,
    logLevel: given.LOG_LEVEL,
  };
}
