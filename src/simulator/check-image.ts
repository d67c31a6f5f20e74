import { checkKeys, checkText, type Fields } from './check-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

const longestCaption = 1024;

export function checkImageContent(image: Fields): Refusal | undefined {
  return (
    checkKeys('image', image, ['id', 'link', 'caption']) ??
    checkSource(image) ??
    checkText("image['caption']", image['caption'], longestCaption)
  );
}

function checkSource({ id, link }: Fields): Refusal | undefined {
  if (id === undefined && link === undefined)
    return refuse(131008, "Either image['id'] or image['link'] is required.");
  if (id !== undefined && link !== undefined)
    return refuse(100, "Only one of image['id'] and image['link'] may be given.");
  if (id !== undefined) return checkId(id);
  return isWebAddress(link)
    ? undefined
    : refuse(100, "Param image['link'] must be a valid http or https URI.");
}

function checkId(id: unknown): Refusal | undefined {
  if (typeof id === 'string' && /^\d{1,64}$/.test(id)) return undefined;
  return refuse(100, "Param image['id'] is not a valid whatsapp business account media attachment ID.");
}

function isWebAddress(link: unknown): boolean {
  const url = typeof link === 'string' ? URL.parse(link) : null;
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}
