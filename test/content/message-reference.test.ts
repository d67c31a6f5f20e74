import { expect, test } from 'vitest';
import { messageReference } from '../../src/content/message-reference.ts';
import { issuesOf } from './issues-of.ts';

const id = '0198f7a2-7b1c-7000-8000-000000000001';
const wamid = 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ';

test('a message is named by our id or by its wamid', () => {
  expect(messageReference.parse({ id, wamid: null })).toStrictEqual({ id });
  expect(messageReference.parse({ wamid })).toStrictEqual({ wamid });
});

test('a message is not named by both or by neither', () => {
  expect(issuesOf(messageReference, {})).toEqual([['', 'EXACTLY_ONE_FIELD']]);
  expect(issuesOf(messageReference, { id, wamid })).toEqual([['', 'EXACTLY_ONE_FIELD']]);
});

test.each(['', 'wamid. A', 'wamid.A\n', 'wamid.\u00E9', 'HBgLMTY1MDU1NTAxMDEVAgASGBQ'])(
  'a wamid has one form: %j is none',
  (given) => {
    expect(issuesOf(messageReference, { wamid: given })).toEqual([['wamid', 'INVALID_WAMID']]);
  },
);
