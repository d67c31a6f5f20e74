import { idOf, textOf, type Boundary } from './boundary.ts';
import { interactiveOf as of } from './interactive-of.ts';
import { minimalInteractive } from './minimal-interactive.ts';

export const flowBoundaries: readonly Boundary[] = [
  ...of('flow', [
    ...textOf('buttonText', 30).filter(({ what }) => what?.includes('emoji') !== true),
    ...idOf('flowId', 64),
    ...idOf('flowToken', 512),
    ...idOf('payload.screen', 100),
    { path: 'buttonText', within: 'Buch™ 1', beyond: 'Book ❤️', code: 'EMOJI_NOT_ALLOWED' },
    { path: 'buttonText', within: 'Book', beyond: 'Book 📅', code: 'EMOJI_NOT_ALLOWED' },
    { path: 'flowName', within: null, beyond: 'n', code: 'EXACTLY_ONE_FIELD', reportedAt: '' },
    {
      path: 'payload',
      within: { screen: 'A', data: { a: 1 } },
      beyond: { screen: 'A', data: {} },
      code: 'INVALID_JSON',
      reportedAt: 'payload.data',
    },
    {
      path: 'payload',
      within: { screen: 'A', data: nested(31) },
      beyond: { screen: 'A', data: nested(32) },
      code: 'INVALID_JSON',
      reportedAt: 'payload.data',
    },
    {
      path: 'payload',
      within: { screen: 'A', data: { a: 'x'.repeat(16_376) } },
      beyond: { screen: 'A', data: { a: 'x'.repeat(16_377) } },
      code: 'INVALID_JSON',
      reportedAt: 'payload.data',
    },
    {
      path: 'payload',
      within: { screen: 'A', data: { a: 'é' } },
      beyond: { screen: 'A', data: { 'a\0': 1 } },
      code: 'INVALID_JSON',
      reportedAt: 'payload.data',
    },
  ]),
  ...of(
    'flow',
    [
      {
        path: 'action',
        within: 'NAVIGATE',
        beyond: 'DATA_EXCHANGE',
        code: 'PAYLOAD_NOT_ALLOWED',
        reportedAt: 'payload',
      },
    ],
    { ...minimalInteractive.flow, payload: { screen: 'A' } },
  ),
  ...of('flow', idOf('flowName', 200), { ...minimalInteractive.flow, flowId: null }),
];

function nested(levels: number): object {
  return levels === 1 ? { a: 1 } : { a: nested(levels - 1) };
}
