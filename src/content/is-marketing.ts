import type { Content } from './content.ts';

/** What an opt-out from marketing keeps back: templates that say of themselves that they are marketing. */
export function isMarketing(content: Content): boolean {
  return content.type === 'template' && content.template.category === 'MARKETING';
}
