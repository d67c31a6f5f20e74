import { z } from 'zod';
import { catalogId } from '../catalog-id.ts';
import { filename } from '../filename.ts';
import { given } from '../given.ts';
import { location } from '../location.ts';
import { mediaSource } from '../media-source.ts';
import { oneOf } from '../one-of.ts';
import { productRetailerId } from '../product-retailer-id.ts';
import { parameterText } from './parameter-text.ts';
import { parameterName } from './template-parameter.ts';

export const maxHeaderParameter = 60; // UTF-16 code units; REF §2.11

/** The one variable of a text header; it has a name where the variables of the body have. */
const text = z
  .object({
    text: parameterText('The text of the header', maxHeaderParameter),
    name: parameterName.nullish(),
  })
  .transform(given);

const document = z.object({ source: mediaSource('document'), filename: filename.nullish() }).transform(given);

const cardHeaders = {
  image: mediaSource('image'),
  video: mediaSource('video'),
  product: z.object({ productRetailerId, catalogId }),
};

/** What WhatsApp calls a GIF is a short MP4 (REF §2.5). */
export const templateHeader = oneOf({ text, ...cardHeaders, document, gif: mediaSource('video'), location });

export const cardHeader = oneOf(cardHeaders);

export type TemplateHeader = z.infer<typeof templateHeader>;
