import { z } from 'zod';
import { filename } from '../filename.ts';
import { given } from '../given.ts';
import { mediaSource } from '../media-source.ts';
import { oneOf } from '../one-of.ts';
import { wellFormedText } from '../text-rules.ts';

export const maxHeaderText = 60; // UTF-16 code units; REF §2.10

export const headerText = wellFormedText({ what: 'The header', min: 1, max: maxHeaderText });

const headerDocument = z
  .object({ source: mediaSource('document'), filename: filename.nullish() })
  .transform(given);

/** What stands above the body, where WhatsApp allows all kinds. Media have no caption here: the body says it. */
export const header = oneOf({
  text: headerText,
  image: mediaSource('image'),
  video: mediaSource('video'),
  document: headerDocument,
});

export type Header = z.infer<typeof header>;
