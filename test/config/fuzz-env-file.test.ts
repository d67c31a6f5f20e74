import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUnknownNames } from '../../src/config/find-unknown-names.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { readConfig, settingNames } from '../../src/config/read-config.ts';
import { readEnvFile } from '../../src/config/read-env-file.ts';

const numRuns = 3_000;

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hg-fuzz-env-'));
  file = join(folder, '.env');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(content: string | Uint8Array): Record<string, string> | ConfigError {
  writeFileSync(file, content);
  try {
    return readEnvFile(file);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** What such files hold: names of ours, quotes of all kinds, comments, marks, line ends, and whatever else. */
const piece = fc.oneof(
  fc.constantFrom(...settingNames, 'export ', '__proto__', 'toString', 'constructor'),
  fc.constantFrom('=', '"', "'", '`', '#', '\\', '\\n', '$', '${PORT}', ' ', '\t', ':', ';'),
  fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\ufeff', '\u2028', '\u00a0', '\u200b'),
  fc.constantFrom('4000', 'true', 'postgres://u:p@h/d', '+15550783881=106540352242922'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('').toWellFormed());

test('whatever bytes a file .env holds, it is read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), text), (content) => {
      const result = read(content);
      if (result instanceof ConfigError) expect(result.message).toMatch(/^Expected .+\.$/s);
      else for (const value of Object.values(result)) expect(typeof value).toBe('string');
    }),
    { numRuns },
  );
});

test('a text is refused, or read as Node reads such files, whatever its line ends are and with or without a mark', () => {
  let wereRead = 0;
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', '\ufeff'),
      (given, lineEnd, mark) => {
        const plain = given
          .replaceAll('\0', '')
          .replaceAll(/\r\n|\r/g, '\n')
          .replace(/^\ufeff+/, '');
        const result = read(mark + plain.replaceAll('\n', lineEnd));
        if (result instanceof ConfigError) return;
        wereRead += 1;
        expect(result).toEqual({ ...(parseEnv(plain) as Record<string, string>) });
      },
    ),
    { numRuns },
  );
  expect(wereRead).toBeGreaterThan(numRuns / 20);
});

test('a value in quotes comes out as it went in', () => {
  const value = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((each) => !/["\\\r\n\0]/.test(each));
  fc.assert(
    fc.property(fc.constantFrom(...settingNames), value, (name, given) => {
      expect(read(`# before\nOTHER='1'\n${name}="${given}"\nLAST=2\n`)).toEqual({
        OTHER: '1',
        [name]: given,
        LAST: '2',
      });
    }),
    { numRuns },
  );
});

test('whatever a file .env holds, a start goes on or ends with a sentence for each variable', () => {
  fc.assert(
    fc.property(text, (given) => {
      const result = read(given);
      if (result instanceof ConfigError) return;
      findUnknownNames(result, Object.keys(result), settingNames);
      try {
        readConfig(result, []);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).toMatch(/^ConfigError: These settings cannot be used:\n( {2}\w[^\n]*\n?)+$/);
      }
    }),
    { numRuns },
  );
});

test('a name as long as a file can be is looked at in no more steps than a short one', () => {
  const name = `SEND_${'A'.repeat(1_000_000)}`;
  expect(findUnknownNames({ [name]: '1' }, [name], settingNames)).toEqual([{ name, meant: undefined }]);
});

test.each(['ROLES', 'PROXIES'])('a variable %s, which is a name within our code, is none of ours', (name) => {
  expect(readConfig({ [name]: 'x' }, []).roles.size).toBe(3);
});
