import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.ts';

export interface Arguments {
  isHelp: boolean;
  /** Everything is judged, and nothing is started. */
  isCheck: boolean;
  roles: string | undefined;
  words: readonly string[];
}

/** What a command takes besides `--help`. */
export interface Takes {
  roles?: boolean;
  check?: boolean;
  /** At most so many words without dashes. */
  words?: number;
}

/** Reads what stands behind a command. Whatever is not known is refused, so that no typing error is taken for a wish. */
export function readArguments(args: readonly string[], takes: Takes): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      check: { type: 'boolean' },
      roles: { type: 'string' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = {
    isHelp: false,
    isCheck: false,
    roles: undefined as string | undefined,
    words: [] as string[],
  };
  for (const token of tokens) {
    if (token.kind === 'positional') given.words.push(token.value);
    else if (token.kind === 'option' && token.name === 'help' && token.value === undefined)
      given.isHelp = true;
    else if (token.kind === 'option' && token.name === 'check' && token.value === undefined && takes.check)
      given.isCheck = true;
    else if (token.kind === 'option' && token.name === 'roles' && takes.roles === true)
      given.roles = joinRoles(given.roles, token.value);
    else if (token.kind === 'option') throw refuse(token.rawName);
  }
  const tooMany = given.words[takes.words ?? 0];
  if (tooMany !== undefined && !given.isHelp) throw refuse(tooMany);
  return given;
}

function joinRoles(before: string | undefined, value: string | undefined): string {
  if (value === undefined || value.startsWith('-'))
    throw new ConfigError('Expected roles behind --roles, such as "--roles gateway,worker". See --help.');
  return before === undefined ? value : `${before},${value}`;
}

function refuse(word: string): ConfigError {
  return new ConfigError(`Expected only arguments that this command knows, got "${word}". See --help.`);
}
