import fc from 'fast-check';
import { optionally, visibleText } from './texts.ts';

/** A public link whose ending fits, says nothing, or is missing. */
function mediaSourceInput(...extensions: string[]) {
  const digits = fc.stringMatching(/^[0-9]{1,32}$/);
  const ending = fc.constantFrom('', '.php', '?v=3', ...extensions.map((extension) => `.${extension}`));
  const link = fc
    .tuple(fc.stringMatching(/^[a-z0-9]{1,20}$/), ending)
    .map(([path, end]) => `https://cdn.example.com/${path}${end}`);
  return fc.oneof(fc.record({ id: digits }), fc.record({ link }));
}

export const imageSource = mediaSourceInput('jpg', 'jpeg', 'PNG');
export const videoSource = mediaSourceInput('mp4', '3gp');
export const documentSource = mediaSourceInput('pdf', 'txt', 'docx', 'csv');

export const filename = fc.stringMatching(/^[a-z0-9 ]{1,30}$/).map((stem) => `file ${stem}.pdf`);

const caption = fc.oneof(fc.constant(''), visibleText(1024));

export const imageInput = optionally({ source: imageSource }, { caption });
export const videoInput = optionally({ source: videoSource }, { caption });
export const documentInput = optionally({ source: documentSource }, { caption, filename });
export const audioInput = optionally({ source: mediaSourceInput('ogg', 'opus') }, { voice: fc.boolean() });
export const stickerInput = fc.record({ source: mediaSourceInput('webp') });
