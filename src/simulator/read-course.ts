import { isFields, type Fields } from './check-parameter.ts';
import type { WebhookChanges } from './rule.ts';

/** What follows when a message is accepted, as its kind has it. */
export type Course = {
  readonly statuses: NonNullable<WebhookChanges['order']>;
  readonly category: 'service' | 'utility' | 'marketing';
  /** Meta tells of templates, and only of them, whether they are held back. */
  readonly isTemplate: boolean;
};

export function readCourse(body: Fields): Course {
  const { type, audio, template } = body;
  if (type === 'template') return isFields(template) && isMarketing(template['name']) ? marketing : utility;
  if (type === 'reaction') return reaction;
  return type === 'audio' && isFields(audio) && audio['voice'] === true ? voiceNote : ordinary;
}

const usual: Course['statuses'] = ['sent', 'delivered', 'read'];
const ordinary: Course = { statuses: usual, category: 'service', isTemplate: false };
const reaction: Course = { ...ordinary, statuses: ['sent'] };
const voiceNote: Course = { ...ordinary, statuses: [...usual, 'played'] };
const utility: Course = { statuses: usual, category: 'utility', isTemplate: true };
const marketing: Course = { ...utility, category: 'marketing' };

// Templates are not kept here, so their category is told by their names.
function isMarketing(name: unknown): boolean {
  return typeof name === 'string' && /promo|sale/.test(name);
}
