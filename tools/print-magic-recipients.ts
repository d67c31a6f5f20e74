import { readFile, writeFile } from 'node:fs/promises';
import { codeRecipients, magicRecipients } from '../src/simulator/magic-recipients.ts';

/** The table of the README comes from the simulator itself. */
const begin = '<!-- magic recipients: written by "npm run generate" -->\n';
const end = '<!-- end of magic recipients -->';
const cell = (text: string): string => text.replaceAll('|', '\\|');
const rows = [
  ...magicRecipients.map(({ number, sentence }) => `| \`${cell(number)}\` | ${sentence} |`),
  `| \`${cell(codeRecipients.pattern)}\` | ${codeRecipients.sentence} Such as \`${codeRecipients.example}\`. |`,
];
const readme = await readFile('README.md', 'utf8');
const [before, rest = ''] = readme.split(begin);
const after = rest.slice(rest.indexOf(end));
await writeFile(
  'README.md',
  `${before ?? ''}${begin}\n| recipient | what happens |\n|---|---|\n${rows.join('\n')}\n\n${after}`,
);
