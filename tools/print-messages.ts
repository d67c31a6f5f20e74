import { glob, readFile, writeFile } from 'node:fs/promises';
import { Kind, parse, valueFromASTUntyped, visit, isInputObjectType, type ObjectValueNode } from 'graphql';
import { content } from '../src/content/content.ts';
import { schema } from '../src/graphql/schema.ts';
import { recipient } from '../src/recipient/recipient.ts';
import { renderMessage } from '../src/whatsapp/render-message.ts';

/** Writes docs/messages.md from the schema and from what the examples become on the wire: nothing in it is by hand. */
const wires = await readWireNames();
const lines = [
  '# Every kind of message',
  '',
  'Written by "npm run generate" from the schema and the examples. `!` is required; limits are in the right column.',
  '',
  '| kind | input | example | on the wire |',
  '|---|---|---|---|',
  ...rowsOf('MessageContentInput', 'message'),
  ...rowsOf('InteractiveInput', 'message.interactive'),
  ...rowsOf('TemplateButtonInput', 'message.template.buttons'),
  '',
  ...inputsBelow('MessageContentInput').flatMap(fieldsOf),
];
await writeFile('docs/messages.md', `${lines.join('\n')}\n`);

interface Wire {
  file: string;
  /** As `image`, `interactive button` or `template button url`. */
  name: string;
}

async function readWireNames(): Promise<Map<string, Wire>> {
  const found = new Map<string, Wire>();
  for (const file of (await Array.fromAsync(glob('examples/*.graphql'))).sort()) {
    const given = readMessage(await readFile(file, 'utf8'));
    const body = renderMessage(content.parse(given), recipient.parse({ phone: '+16505550101' }), {
      opaque: '',
    });
    for (const [branch, name] of namesIn(given, body))
      if (!found.has(branch)) found.set(branch, { file, name });
  }
  return found;
}

function readMessage(document: string): Record<string, Record<string, unknown>> {
  let message: ObjectValueNode | undefined;
  visit(parse(document), {
    ObjectField: (node) => {
      if (node.name.value === 'message' && node.value.kind === Kind.OBJECT) message ??= node.value;
    },
  });
  if (!message) throw new Error('Expected a message in the example, got none.');
  return valueFromASTUntyped(message) as Record<string, Record<string, unknown>>; // a message is an object of objects
}

/** Branches of the input that an example shows, with what they are called on the wire. */
function namesIn(
  given: Record<string, Record<string, unknown>>,
  body: Record<string, unknown>,
): [string, string][] {
  const [type = ''] = Object.keys(given);
  const names: [string, string][] = [[`message ${type}`, String(body['type'])]];
  if (type === 'interactive') {
    const wire = body['interactive'] as { type: string }; // rendered by us
    names.push([
      `message.interactive ${Object.keys(given['interactive'] ?? {})[0] ?? ''}`,
      `interactive ${wire.type}`,
    ]);
  }
  const buttons = (given['template']?.['buttons'] ?? []) as object[]; // as the example wrote them
  const { components = [] } = (body['template'] ?? {}) as {
    components?: { type: string; sub_type?: string }[];
  }; // rendered by us
  const subTypes = components.filter((each) => each.type === 'button').map((each) => each.sub_type ?? '');
  buttons.forEach((button, index) => {
    names.push([
      `message.template.buttons ${Object.keys(button)[0] ?? ''}`,
      `template button ${subTypes[index] ?? ''}`,
    ]);
  });
  return names;
}

function rowsOf(input: string, path: string): string[] {
  return Object.values(fieldsIn(input)).map((field) => {
    const wire = wires.get(`${path} ${field.name}`);
    if (!wire) throw new Error(`Expected an example of ${path}.${field.name}, got none.`);
    return `| \`${path}.${field.name}\` | \`${String(field.type)}\` | [${wire.file}](../${wire.file}) | \`${wire.name}\` |`;
  });
}

function fieldsIn(input: string) {
  const type = schema.getType(input);
  if (!isInputObjectType(type)) throw new Error(`Expected the input ${input}.`);
  return type.getFields();
}

/** Every input that a message can hold, in the order in which they are met. */
function inputsBelow(root: string): string[] {
  const seen = [root];
  for (const name of seen) {
    for (const { type } of Object.values(fieldsIn(name))) {
      const inner = String(type).replaceAll(/[[\]!]/g, '');
      if (isInputObjectType(schema.getType(inner)) && !seen.includes(inner)) seen.push(inner);
    }
  }
  return seen;
}

function fieldsOf(input: string): string[] {
  return [
    `## ${input}`,
    '',
    schema.getType(input)?.description ?? '',
    '',
    '| field | type | |',
    '|---|---|---|',
    ...Object.values(fieldsIn(input)).map(
      (field) =>
        `| \`${field.name}\` | \`${String(field.type)}\` | ${(field.description ?? '').replaceAll('|', '\\|')} |`,
    ),
    '',
  ];
}
