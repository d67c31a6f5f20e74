import { checkContactsContent } from './check-contacts.ts';
import { checkInteractiveContent } from './check-interactive.ts';
import { checkLocationContent } from './check-location.ts';
import {
  checkAudioContent,
  checkDocumentContent,
  checkImageContent,
  checkStickerContent,
  checkVideoContent,
} from './check-media.ts';
import type { Fields } from './check-parameter.ts';
import { checkReactionContent } from './check-reaction.ts';
import type { Check } from './check-shape.ts';
import { checkTemplateContent } from './check-template.ts';
import { checkTextContent } from './check-text.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Meta's word for a message without `type` is text. */
export const defaultType = 'text';

// A further type is one file and one line here.
const contentChecks: ReadonlyMap<string, Check> = new Map([
  ['text', checkTextContent],
  ['image', checkImageContent],
  ['video', checkVideoContent],
  ['audio', checkAudioContent],
  ['document', checkDocumentContent],
  ['sticker', checkStickerContent],
  ['location', checkLocationContent],
  ['contacts', checkContactsContent],
  ['reaction', checkReactionContent],
  ['interactive', checkInteractiveContent],
  ['template', checkTemplateContent],
]);

export const contentTypes: readonly string[] = [...contentChecks.keys()];

export function checkContent(body: Fields): Refusal | undefined {
  const type = body['type'] ?? defaultType;
  const check = typeof type === 'string' ? contentChecks.get(type) : undefined;
  if (typeof type !== 'string' || check === undefined) {
    return refuse(100, `Param type must be one of {${contentTypes.join(', ').toUpperCase()}}.`);
  }
  const stray = contentTypes.find((name) => name !== type && body[name] !== undefined);
  if (stray !== undefined) return refuse(100, `Param ${stray} does not belong to a message of type ${type}.`);
  const content = body[type];
  if (content === undefined || content === null)
    return refuse(131008, `Required parameter ${type} is missing.`);
  return check(type, content);
}
