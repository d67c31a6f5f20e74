import { mediaKinds, type MediaKind } from './media-kind.ts';

/** Media that WhatsApp takes under no kind, but that people try to send. */
const unsupported = [
  ...['gif', 'bmp', 'svg', 'tif', 'tiff', 'heic', 'heif', 'avif'],
  ...['mov', 'avi', 'mkv', 'webm', 'wmv', 'flv'],
  ...['wav', 'flac', 'wma', 'aiff'],
];

const wellKnown = new Set([...Object.values(mediaKinds).flatMap((rule) => rule.extensions), ...unsupported]);

/** The ending of the link's path, if it tells the format; most links end in an id or a script's name. */
export function wellKnownExtension(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const extension = /\.([a-z0-9]+)$/i.exec(new URL(link).pathname)?.[1]?.toLowerCase();
  return extension !== undefined && wellKnown.has(extension) ? extension : undefined;
}

/** The ending of another kind, if the link has one: WhatsApp would say so only after accepting the message (131053). */
export function wrongExtension(link: string, kind: MediaKind): string | undefined {
  const extension = wellKnownExtension(link);
  return extension === undefined || mediaKinds[kind].extensions.includes(extension) ? undefined : extension;
}
