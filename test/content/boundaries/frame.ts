import { textOf, type Boundary } from './boundary.ts';
import { interactiveOf as of, type Kind } from './interactive-of.ts';
import { minimalInteractive } from './minimal-interactive.ts';

const headerMedia = [
  {
    path: 'header',
    within: { image: { link: 'https://cdn.example.com/a.jpg' } },
    beyond: { image: { link: 'https://cdn.example.com/a.pdf' } },
    code: 'MEDIA_TYPE_MISMATCH',
    reportedAt: 'header.image.link',
  },
  {
    path: 'header',
    within: { document: { source: { id: '1' }, filename: 'f'.repeat(255) } },
    beyond: { document: { source: { id: '1' }, filename: 'f'.repeat(256) } },
    code: 'TEXT_TOO_LONG',
    reportedAt: 'header.document.filename',
  },
];

export const frameBoundaries: readonly Boundary[] = [
  ...(Object.keys(minimalInteractive) as Kind[]).flatMap((kind) =>
    of(kind, textOf('body', kind === 'list' ? 4096 : 1024)),
  ),
  ...(
    ['replyButtons', 'list', 'ctaUrl', 'flow', 'product', 'productList', 'catalog', 'address'] as const
  ).flatMap((kind) => of(kind, textOf('footer', 60))),
  ...(['replyButtons', 'ctaUrl', 'flow', 'address'] as const).flatMap((kind) =>
    of(kind, [...textOf('header.text', 60), ...headerMedia]),
  ),
];
