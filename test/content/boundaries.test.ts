import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { allBoundaries } from './boundaries/all.ts';
import { put } from './boundaries/boundary.ts';
import { issuesOf } from './issues-of.ts';

describe('the last value within a limit is accepted', () => {
  test.each(allBoundaries.map((boundary) => [boundary.what, boundary] as const))('%s', (_what, given) => {
    expect(issuesOf(content, put(given.input, given.path, given.within))).toEqual([]);
  });
});

describe('the first value beyond it is refused, at its place and under its code', () => {
  test.each(allBoundaries.map((boundary) => [boundary.what, boundary] as const))('%s', (_what, given) => {
    const issues = issuesOf(content, put(given.input, given.path, given.beyond));
    expect(new Set(issues.map(String))).toEqual(
      new Set([String([given.reportedAt ?? given.path, given.code])]),
    );
  });
});

test('no sentence shows the value that it refuses', () => {
  for (const { input, path } of allBoundaries) {
    const issues = content.safeParse(put(input, path, '+16505550101 secret')).error?.issues ?? [];
    for (const { message } of issues) expect(message).not.toMatch(/secret|555/);
  }
});
