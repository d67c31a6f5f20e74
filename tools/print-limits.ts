import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { variables } from '../src/config/read-config.ts';
import { checkRows } from './limits/check-rows.ts';
import { readConstants, type Constant } from './limits/read-constants.ts';
import { sections, type Row, type Section } from './limits/sections.ts';
import { describeUnit, show, showRange, unitOfSetting } from './limits/show.ts';

/** Writes docs/limits.md. The numbers, their units and their reasons are read from the code, where each stands once. */
const constants = await readConstants();
const settings = readSettings();
const bounded = [...settings].filter(([, { maximum, maxLength }]) => (maximum ?? maxLength) !== undefined);
const problems = checkRows(
  constants.keys(),
  bounded.map(([name]) => `setting ${name}`),
);
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\nSee tools/limits/sections.ts.\n`);
  process.exitCode = 1;
} else await writeFile('docs/limits.md', renderPage());

interface Setting {
  default?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

/** What the settings take, as zod says it itself. */
function readSettings(): Map<string, Setting> {
  const { properties = {} } = z.toJSONSchema(variables, { unrepresentable: 'any' });
  return new Map(Object.entries(properties as Record<string, Setting>)); // every variable has a schema of its own
}

function settingIn(of: string): string {
  return /^setting (\w+)$/.exec(of)?.[1] ?? '';
}

function renderPage(): string {
  return `# Limits

Written by "npm run generate" from the constants of the code, where each number stands once, with its unit and its reason.
Everything that waits has a time, everything that is kept has a bound. Where no error is named, nobody notices: the
gateway keeps to it by itself. Limits of one process hold for each of several.

## In which order a door judges

Nothing large is given to somebody who is not known: no body in memory, no query of his own beside the look for his key,
no place that a customer needs.

1. **Size.** Bytes, places and time: of the head, of the connection, of what comes before the key.
2. **Who it is.** The key; of a webhook, the signature over its bytes, so that its body is read first, within a size, a
   time and a share of its own.
3. **Limits of reading.** Encoding, form, tokens, depth.
4. **Cost.** The document with its variables, before any of it runs.
5. **Shares.** Places of this caller and of all: sockets, streams, callers that wait, the queue of a sender.
6. **Work.** With a time for each statement, and stopped when its caller goes.

| step | POST and server-sent events | WebSocket | webhook |
|---|---|---|---|
| size | head, connection, time | places before the key, first message, time | head, connection, the size that it says, time, bytes of all |
| who | \`authorization\`, before the body is read | the first message | signature over the body |
| reading | body, bytes of all, UTF-8, JSON, tokens | size of each message, operations of the socket, tokens | UTF-8, JSON, when it is applied |
| cost | depth and cost | depth and cost | items of a transaction |
| shares | bodies of the key, operations at work, callers that wait, streams, queue | sockets of the key, the same | room for the body |
| work | statement by statement | statement by statement | stored, answered, then applied |

${sections.map(renderSection).join('\n')}`;
}

function renderSection({ title, about, rows }: Section): string {
  return [
    `## ${title}`,
    '',
    ...(about === undefined ? [] : [about, '']),
    '| limit | of | reason | beyond it | setting |',
    '|---|---|---|---|---|',
    ...rows.map(renderRow),
    '',
  ].join('\n');
}

function renderRow(row: Row): string {
  const constant = constants.get(row.of);
  const [value, reason, setting] = constant ? cellsOf(constant) : cellsOfSetting(settingIn(row.of));
  return `| ${value} | ${row.what} | ${reason} | ${row.error ?? '–'} | ${setting} |`;
}

function cellsOf(constant: Constant): [string, string, string] {
  const { unit, reason } = describeUnit(constant);
  return [`[${show(constant.value, unit)}](../src/${constant.file})`, reason, '–'];
}

function cellsOfSetting(name: string): [string, string, string] {
  const { minimum, maximum, minLength = 0, maxLength = 0, ...setting } = settings.get(name) ?? {};
  const isText = maximum === undefined;
  const unit = isText ? 'characters' : unitOfSetting(name);
  const range = showRange(minimum ?? minLength, maximum ?? maxLength, unit);
  const usual = setting.default === undefined ? range : show(setting.default, unit);
  return [usual, '[README](../README.md#configuration)', `\`${name}\`${isText ? '' : `, ${range}`}`];
}
