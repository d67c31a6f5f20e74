import { join } from 'node:path';
import { chooseConnections } from './choose-connections.ts';
import type { Config } from './config/read-config.ts';
import { explainFailure } from './db/embedded/refuse.ts';
import { judgeEmbedded } from './db/embedded/judge-embedded.ts';
import { placeOf } from './db/explain-database.ts';
import { judgeDatabase } from './db/judge-database.ts';
import { judgeSession } from './db/judge-session.ts';
import { withSchema } from './db/session-settings.ts';
import type { Log } from './log/log.ts';
import { jobSchemaOf } from './queue/job-schema.ts';
import { describe, type ProgramTools } from './run-program.ts';
import { askNumbers, type NumberVerdict } from './whatsapp/ask-numbers.ts';
import { failureOf } from './whatsapp/failures.ts';

/** What was judged, and what is wrong with it, if anything is. */
interface Finding {
  subject: string;
  fault?: string | undefined;
}

/** Judges what a start needs, in the order in which it needs it, and prints a line for each. Nothing is started or changed. */
export async function checkInstallation({ config, log, stop }: ProgramTools): Promise<void> {
  let faults = 0;
  for await (const { subject, fault } of judgeAll(config, log, stop)) {
    if (fault !== undefined) faults += 1;
    process.stdout.write(fault === undefined ? `ok      ${subject}\n` : `FAILED  ${subject}: ${fault}\n`);
  }
  if (faults > 0) process.exitCode = 1;
}

async function* judgeAll(config: Config, log: Log, stop: AbortSignal): AsyncIterable<Finding> {
  yield { subject: `settings: ${[...config.roles].join(', ')}` };
  yield await findOut(`database: ${nameDatabase(config)}`, () => judgeTheDatabase(config, log));
  stop.throwIfAborted();
  if (config.isSimulated) yield { subject: 'WhatsApp: simulated by this process, not asked' };
  else if (config.whatsappUrl === undefined || !config.roles.has('worker'))
    yield { subject: 'WhatsApp: only the role worker calls it, not asked' };
  else yield* judgeSenders(config, config.whatsappUrl, stop);
}

async function findOut(subject: string, judge: () => Promise<void>): Promise<Finding> {
  try {
    await judge();
    return { subject };
  } catch (error) {
    return { subject, fault: describe(error).replaceAll(/\n\s*/g, ' ') };
  }
}

function nameDatabase({ databaseUrl, dataDirectory }: Config): string {
  return databaseUrl === undefined
    ? `the Postgres that comes along, in ${dataDirectory}`
    : placeOf(databaseUrl);
}

async function judgeTheDatabase(config: Config, log: Log): Promise<void> {
  const { databaseUrl, databaseSchema, dataDirectory } = config;
  if (databaseUrl !== undefined) {
    const schema = await judgeDatabase(databaseUrl, { schema: databaseSchema, jobSchemaOf });
    await judgeSession(databaseUrl, log);
    await chooseConnections(config, withSchema(databaseUrl, schema), log);
    return;
  }
  try {
    await judgeEmbedded(join(dataDirectory, 'postgres'));
  } catch (error) {
    throw explainFailure(error, dataDirectory);
  }
}

async function* judgeSenders(config: Config, whatsappUrl: string, stop: AbortSignal): AsyncIterable<Finding> {
  const asked = askNumbers({
    baseUrl: whatsappUrl,
    apiVersion: config.whatsappApiVersion,
    accessToken: config.whatsappAccessToken,
    proxy: config.whatsappProxy,
    senders: config.senders,
    signal: stop,
  });
  for await (const { phoneNumber, verdict } of asked) {
    stop.throwIfAborted();
    const fault = tellFault(verdict);
    // Nobody answers there: it would be the same of the others.
    if (verdict.is === 'UNREACHABLE') {
      yield { subject: `WhatsApp: ${nameWhatsApp(config, whatsappUrl)}`, fault };
      return;
    }
    yield { subject: `sender ${phoneNumber}`, fault };
  }
}

function nameWhatsApp({ whatsappProxy }: Config, whatsappUrl: string): string {
  const { origin } = new URL(whatsappUrl);
  return whatsappProxy === undefined ? origin : `${origin} by the proxy ${new URL(whatsappProxy).origin}`;
}

function tellFault(verdict: NumberVerdict): string | undefined {
  switch (verdict.is) {
    case 'KNOWN':
      return undefined;
    case 'OTHER_NUMBER':
      return 'Expected its phone number id to be the one of this number, got the id of another number. See WHATSAPP_SENDERS.';
    case 'REFUSED': {
      const { code, title, details } = verdict.error;
      const { advice } = failureOf(verdict.decidingCode, { httpStatus: verdict.httpStatus });
      return `Expected WhatsApp to know it, got error ${code}: ${details ?? title}. ${advice}`;
    }
    case 'ODD':
      return `Expected an answer of WhatsApp, got HTTP ${verdict.httpStatus} with something else. Check WHATSAPP_API_URL, and what stands between.`;
    case 'UNREACHABLE':
      return `Expected an answer within ${verdict.limitMs / 1_000} s, got none (${verdict.reason}). Check WHATSAPP_API_URL, the network, and HTTPS_PROXY if one is needed.`;
  }
}
