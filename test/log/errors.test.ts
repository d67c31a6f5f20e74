import { expect, test } from 'vitest';
import { describeFault } from '../../src/db/describe-fault.ts';
import { createLog } from '../../src/log/log.ts';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLog('error', { write: (line: string) => lines.push(line) }).error({ event: 'test', error });
  return lines.join('');
}

test('what an error says over several lines is not taken for the places where it was thrown', () => {
  const error = Object.assign(new Error('One\n    at +16505550101 (Ana)\nTwo\n    at US.A'), {
    code: '22P02',
  });
  expect(logged(error)).toContain('errors.test.ts');
  for (const line of [logged(error), describeFault(error)]) expect(line).not.toMatch(/16505550101|US\.A/);
  expect(describeFault(error)).toContain('errors.test.ts');
});

test('nor is what it said before somebody changed its message', () => {
  const error = Object.assign(new Error('One\n    at +16505550101\nTwo'), { code: '22P02' });
  error.message = 'Other';
  expect(logged(error)).not.toContain('16505550101');
  expect(describeFault(error)).not.toContain('16505550101');
});

test('an error without a place says so', () => {
  const error = new Error('x');
  delete error.stack;
  expect(describeFault(error)).toBe('Error no place known');
});
