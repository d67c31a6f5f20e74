import type { CtaUrlContent } from '../content/interactive/cta-url.ts';

export function renderCtaUrlAction({ displayText, url }: Pick<CtaUrlContent, 'displayText' | 'url'>): object {
  return { name: 'cta_url', parameters: { display_text: displayText, url } };
}
