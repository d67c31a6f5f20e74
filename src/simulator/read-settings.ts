import * as z from 'zod';

export type SimulatorSettings = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where status webhooks are posted. */
  readonly webhookUrl: string;
  /** Signs the webhooks. */
  readonly appSecret: string;
  /** When unset, any non-empty bearer token is accepted. */
  readonly accessToken: string | undefined;
  /** By phone number id; every other id does not exist. */
  readonly senders: ReadonlyMap<string, Sender>;
  /** Counted from acceptance. */
  readonly webhookDelaysMs: WebhookDelays;
  /** Entries; the oldest leave first. */
  readonly ledgerLimit: number;
  /** Refuses what is faster than Meta's number and pair limits. */
  readonly enforcePace: boolean;
  /** How long a stopping simulator goes on posting webhooks. */
  readonly flushLimitMs: number;
};

export type Sender = { readonly phoneNumberId: string; readonly digits: string };

export type WebhookDelays = { readonly sent: number; readonly delivered: number; readonly read: number };

/** Reads the environment once; every problem is named in one error, none is thrown alone. */
export function readSettings(env: NodeJS.ProcessEnv): SimulatorSettings {
  // An empty variable means "not set", as in a .env file with nothing behind the equals sign.
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value?.trim() && !isOfKubernetes(name, value)),
  );
  const read = environment.safeParse(given);
  if (!read.success) throw new Error(nameProblems(read.error.issues, given));
  const values = read.data;
  return {
    host: values.SIMULATOR_HOST,
    port: values.SIMULATOR_PORT,
    webhookUrl: values.SIMULATOR_WEBHOOK_URL,
    appSecret: values.WHATSAPP_APP_SECRET,
    accessToken: values.SIMULATOR_ACCESS_TOKEN,
    senders: values.SIMULATOR_SENDERS,
    webhookDelaysMs: values.SIMULATOR_WEBHOOK_DELAYS_MS,
    ledgerLimit: values.SIMULATOR_LEDGER_LIMIT,
    enforcePace: values.SIMULATOR_ENFORCE_PACE,
    flushLimitMs: values.SIMULATOR_FLUSH_MS,
  };
}

/** It tells of a service "simulator" with SIMULATOR_PORT=tcp://10.0.0.1:80: that is no setting of ours. */
function isOfKubernetes(name: string, value: string): boolean {
  return name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value);
}

const longestDelayMs = 600_000; // ten minutes: longer than any test waits

const environment = z.object({
  SIMULATOR_HOST: z
    .string()
    // In an address an IPv6 host stands in brackets; for listening it stands without them.
    .transform((host) => host.trim().replace(/^\[(.+)\]$/, '$1'))
    .default('127.0.0.1'),
  SIMULATOR_PORT: wholeNumber(0, 65_535).default(4010),
  SIMULATOR_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .default('http://127.0.0.1:4000/webhooks/whatsapp'),
  WHATSAPP_APP_SECRET: z.string().default('heliograph-development-app-secret'),
  SIMULATOR_ACCESS_TOKEN: z.string().optional(),
  SIMULATOR_SENDERS: z
    .string()
    .default('+15550783881=106540352242922')
    .transform(
      (text, context) => readSenders(text) ?? refuse(context, 'a comma list of +<number>=<phone number id>'),
    ),
  SIMULATOR_WEBHOOK_DELAYS_MS: z
    .string()
    .default('50,150,400')
    .transform(
      (text, context) =>
        readDelays(text) ?? refuse(context, 'three delays as sent,delivered,read in milliseconds'),
    ),
  SIMULATOR_LEDGER_LIMIT: wholeNumber(1, 10_000_000).default(1_000_000),
  SIMULATOR_ENFORCE_PACE: z
    .enum(['true', 'false'], { error: 'true or false' })
    .default('false')
    .transform((text) => text === 'true'),
  SIMULATOR_FLUSH_MS: wholeNumber(0, 60_000).default(3000),
});

function nameProblems(
  issues: readonly z.core.$ZodIssue[],
  given: Record<string, string | undefined>,
): string {
  const lines = issues.map((issue) => {
    const name = issue.path.join('.');
    // Secrets may be any text, so none of them is ever a problem that would be shown here.
    return `  ${name}: expected ${issue.message}, got ${JSON.stringify(given[name])}`;
  });
  return `The simulator cannot start with these settings:\n${lines.join('\n')}`;
}

function wholeNumber(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected);
}

function readSenders(text: string): ReadonlyMap<string, Sender> | undefined {
  const senders = new Map<string, Sender>();
  for (const part of text.split(',')) {
    const [, digits, phoneNumberId] = /^\s*\+([1-9]\d{6,14})=(\d{1,32})\s*$/.exec(part) ?? [];
    if (digits === undefined || phoneNumberId === undefined || senders.has(phoneNumberId)) return undefined;
    senders.set(phoneNumberId, { phoneNumberId, digits });
  }
  return senders;
}

function readDelays(text: string): WebhookDelays | undefined {
  const [sent, delivered, read, ...rest] = text
    .split(',')
    .map((part) => part.trim())
    .map(readDelay);
  if (sent === undefined || delivered === undefined || read === undefined || rest.length > 0)
    return undefined;
  return { sent, delivered, read };
}

function readDelay(text: string): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= longestDelayMs ? value : undefined;
}

function refuse(context: z.core.$RefinementCtx, expected: string): never {
  context.addIssue({ code: 'custom', message: expected });
  return z.NEVER;
}
