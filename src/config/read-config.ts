import { z } from 'zod';

/** What a process does. By default one process does all; over several machines they share nothing but Postgres. */
export const roles = ['gateway', 'worker', 'webhook'] as const;
export type Role = (typeof roles)[number];

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
  dataDirectory: string;
  /** Undefined: one is made and kept in the data directory. */
  apiKey: string | undefined;
  /** Undefined: the simulator. */
  whatsappUrl: string | undefined;
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

/** Known to everybody, so that the simulator's webhooks verify without a setting. */
const developmentAppSecret = 'heliograph-development-app-secret';
const developmentVerifyToken = 'heliograph-development-verify-token';

/** Reads the environment, once, here. All problems are reported together, by the names of the variables. */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse({ ...given, ROLES: readRoles(args) ?? given['HELIOGRAPH_ROLES'] });
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n${problems.join('\n')}`);
  }
  return toConfig(result.data);
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function readRoles(args: readonly string[]): string | undefined {
  const at = args.indexOf('--roles');
  if (at >= 0) return args[at + 1] ?? '';
  return args.find((each) => each.startsWith('--roles='))?.slice('--roles='.length);
}

const port = z.coerce
  .number('expected a port from 0 to 65535 (0: any free one)')
  .int('expected a port from 0 to 65535 (0: any free one)')
  .min(0, 'expected a port from 0 to 65535 (0: any free one)')
  .max(65_535, 'expected a port from 0 to 65535 (0: any free one)');

const milliseconds = z.coerce
  .number('expected milliseconds')
  .int('expected whole milliseconds')
  .min(1, 'expected 1 or more')
  .max(600_000, 'expected at most 10 minutes');

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);

/** What WhatsApp allows a number at first: messages a second. */
const usualPace = 80;

const senderList = list.pipe(
  z.array(
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
  ),
);

const settings = z
  .object({
    ROLES: list
      .pipe(
        z
          .array(z.enum(roles, `expected some of ${roles.join(', ')}, separated by commas`))
          .min(1, 'expected at least one role'),
      )
      .default([...roles]),
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(4000),
    SHARE_PORT: z.stringbool('expected true or false').default(false),
    ALLOWED_ORIGINS: list
      .pipe(
        z.array(
          z
            .string()
            .toLowerCase()
            .regex(
              /^https?:\/\/[^/\s]+$/,
              'expected origins like https://app.example.com, without a path, separated by commas',
            ),
        ),
      )
      .optional(),
    GRAPHIQL: z.stringbool('expected true or false').default(true),
    EVENT_RETENTION_DAYS: z.coerce
      .number('expected days')
      .int('expected whole days')
      .min(1, 'expected 1 or more')
      .max(3_650, 'expected at most 3650')
      .default(30),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
      .optional(),
    HELIOGRAPH_DATA_DIR: z.string().default('.heliograph'),
    HELIOGRAPH_API_KEY: z
      .string()
      .min(32, 'expected a key of 32 characters or more')
      .max(512, 'expected a key of at most 512 characters')
      .regex(/^[\x21-\x7e]+$/, 'expected visible ASCII characters without spaces')
      .optional(),
    WHATSAPP_API_URL: z.url({ protocol: /^https?$/, error: 'expected an http(s) address' }).optional(),
    WHATSAPP_API_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/, 'expected a version like v24.0')
      .default('v24.0'),
    WHATSAPP_ACCESS_TOKEN: z.string().optional(),
    WHATSAPP_APP_SECRET: list.optional(),
    WHATSAPP_VERIFY_TOKEN: z.string().optional(),
    WHATSAPP_SENDERS: senderList.optional(),
    // WhatsApp's bucket holds 45; senders in the field are refused from 10 to 15 a minute on.
    PAIR_BURST: z.coerce
      .number('expected a whole number')
      .int('expected a whole number')
      .min(1, 'expected 1 or more')
      .max(1_000_000, 'expected at most 1000000')
      .default(10),
    // WhatsApp's own: one message in 6 seconds to one recipient.
    PAIR_INTERVAL_MS: milliseconds.default(6_000),
    SIMULATOR_PORT: port.default(4010),
    DISPATCH_CONCURRENCY: z.coerce
      .number()
      .int()
      .min(1, 'expected 1 or more')
      .max(1_000, 'expected at most 1000')
      .default(64),
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
    QUEUE_LIMIT_SECONDS: z.coerce
      .number('expected seconds')
      .int('expected whole seconds')
      .min(1, 'expected 1 or more')
      .max(86_400, 'expected at most a day')
      .default(14_400),
    LOG_LEVEL: z
      .enum(['silent', 'error', 'warn', 'info', 'debug'], 'expected silent, error, warn, info or debug')
      .default('info'),
  })
  .superRefine((given, ctx) => {
    // A real account has no known defaults: whoever names WhatsApp's address must name the rest.
    if (given.WHATSAPP_API_URL === undefined || isLoopback(given.WHATSAPP_API_URL)) return;
    for (const name of [
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'WHATSAPP_SENDERS',
    ] as const) {
      if (given[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'is needed because WHATSAPP_API_URL is set' });
    }
  });

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function toConfig(given: z.infer<typeof settings>): Config {
  return {
    roles: new Set(given.ROLES),
    host: given.HOST,
    port: given.PORT,
    sharePort: given.SHARE_PORT,
    allowedOrigins: given.ALLOWED_ORIGINS,
    graphiql: given.GRAPHIQL,
    eventRetentionDays: given.EVENT_RETENTION_DAYS,
    databaseUrl: given.DATABASE_URL,
    dataDirectory: given.HELIOGRAPH_DATA_DIR,
    apiKey: given.HELIOGRAPH_API_KEY,
    whatsappUrl: given.WHATSAPP_API_URL,
    whatsappApiVersion: given.WHATSAPP_API_VERSION,
    whatsappAccessToken: given.WHATSAPP_ACCESS_TOKEN ?? 'heliograph-development-access-token',
    whatsappAppSecrets: given.WHATSAPP_APP_SECRET ?? [developmentAppSecret],
    whatsappVerifyToken: given.WHATSAPP_VERIFY_TOKEN ?? developmentVerifyToken,
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
