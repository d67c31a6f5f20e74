import { checkBoolean } from './check-parameter.ts';
import { every, matching, rule, shape, text, webAddress, type Check, type Shape } from './check-shape.ts';
import { refuse } from './refusal.ts';

const caption = text(1024, 100);

export const checkImageContent = media({ caption });
export const checkVideoContent = media({ caption });
export const checkAudioContent = media({ voice: checkBoolean });
export const checkDocumentContent = media({ caption, filename: text() });
export const checkStickerContent = media({});

/** Media in a header or on a card, where there is no room for a caption. */
export const checkHeaderMedia = media({});
export const checkHeaderDocument = media({ filename: text() });

function media(extras: Shape): Check {
  const id = matching(/^\d{1,64}$/, 'a valid whatsapp business account media attachment ID', 100);
  return every(
    shape({ id, link: webAddress(100), ...extras }),
    rule(({ id, link }, param) => {
      if (id === undefined && link === undefined)
        return refuse(131008, `Either ${param}['id'] or ${param}['link'] is required.`);
      if (id === undefined || link === undefined) return undefined;
      return refuse(100, `Only one of ${param}['id'] and ${param}['link'] may be given.`);
    }),
  );
}
