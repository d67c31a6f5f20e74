import { checkImageContent } from './check-image.ts';
import { checkLocationContent } from './check-location.ts';
import { isFields, type Fields } from './check-parameter.ts';
import { checkTextContent } from './check-text.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Meta's word for a message without `type` is text. */
export const defaultType = 'text';

// A further type is one file and one line here.
const contentChecks: ReadonlyMap<string, (content: Fields) => Refusal | undefined> = new Map([
  ['text', checkTextContent],
  ['image', checkImageContent],
  ['location', checkLocationContent],
]);

/** Everything Meta sends; a type named here without a check above is refused as unsupported (131051). */
export const contentTypes: readonly string[] = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
];

export function checkContent(body: Fields): Refusal | undefined {
  const type = body['type'] ?? defaultType;
  if (typeof type !== 'string' || !contentTypes.includes(type)) {
    return refuse(100, `Param type must be one of {${contentTypes.join(', ').toUpperCase()}}.`);
  }
  const stray = contentTypes.find((name) => name !== type && body[name] !== undefined);
  if (stray !== undefined) return refuse(100, `Param ${stray} does not belong to a message of type ${type}.`);
  const check = contentChecks.get(type);
  if (check === undefined) return refuse(131051, `Message type ${type} is not supported.`);
  const content = body[type];
  if (content === undefined || content === null)
    return refuse(131008, `Required parameter ${type} is missing.`);
  return isFields(content) ? check(content) : refuse(100, `Param ${type} must be a JSON object.`);
}
