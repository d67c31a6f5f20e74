import type { z } from 'zod';
import { branchOf } from '../branch-of.ts';
import type { TemplateCarousel } from './template-carousel.ts';
import type { TemplateHeader } from './template-header.ts';
import type { TemplateBody } from './template-body.ts';

interface Parameters {
  header?: TemplateHeader | null | undefined;
  body?: TemplateBody | null | undefined;
  carousel?: TemplateCarousel | null | undefined;
}

interface Found {
  kind: 'positional' | 'named';
  path: (string | number)[];
}

/** The variables of one template are all numbered or all named (REF §2.11). */
export function reportMixedParameters(ctx: z.RefinementCtx, template: Parameters): void {
  const [first, ...others] = parametersOf(template);
  for (const { kind, path } of others) {
    if (kind === first?.kind) continue;
    ctx.addIssue({
      code: 'custom',
      path,
      params: { code: 'MIXED_PARAMETERS' },
      message: `Expected ${first?.kind ?? 'the same'} parameters in the whole template, but these are ${kind}. Give all as the template was approved.`,
    });
  }
}

function parametersOf({ header, body, carousel }: Parameters): Found[] {
  const found: Found[] = [];
  const add = (of: TemplateBody | null | undefined, path: Found['path']): void => {
    const kind = of == null ? undefined : branchOf(of);
    if (kind !== undefined) found.push({ kind, path });
  };
  add(body, ['body']);
  carousel?.forEach((card, place) => {
    add(card.body, ['carousel', place, 'body']);
  });
  if (header != null && branchOf(header) === 'text' && 'text' in header) {
    found.push({ kind: header.text.name == null ? 'positional' : 'named', path: ['header', 'text'] });
  }
  return found;
}
