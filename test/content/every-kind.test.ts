import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { contentInputs } from './arbitraries/content.ts';

const to = recipient.parse({ phone: '+16505550101' });

describe('whatever valid input is drawn, it is accepted, rendered as JSON, and survives storage', () => {
  test.each(Object.entries(contentInputs))('%s', (_kind, inputs) => {
    fc.assert(
      fc.property(inputs, (input) => {
        const parsed = content.parse(input);
        expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);

        const rendered = renderMessage(parsed, to, {
          opaque: 'm:01J8ZK3T:1',
          wamidOf: (id) => `wamid.${id}`,
        });
        expect(rendered[rendered.type]).toBeTypeOf('object');
        expect(namesAndNulls(rendered)).not.toMatch(/null|[A-Z]/);
      }),
      { numRuns: 60 },
    );
  });
});

/** All field names and nulls of the wire, but for the data of a flow, which belong to the caller. */
function namesAndNulls(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return '';
  const entries = Object.entries(value as Record<string, unknown>).filter(([name]) => name !== 'data');
  return entries.map(([name, inner]) => `${name} ${namesAndNulls(inner)}`).join(' ');
}
