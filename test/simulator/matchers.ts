import { expect } from 'vitest';

// vitest types its matchers as any; here they are unknown, which is what they stand for.
export const someText: unknown = expect.any(String);
export const someNumber: unknown = expect.any(Number);
export const someList: unknown = expect.any(Array);

export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
