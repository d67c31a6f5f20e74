import { defineOneOf, defineShape } from '../shape.ts';
import { mediaSource } from './simple-types.ts';

export const body = {
  type: 'String',
  required: true,
  description: 'The text of the message: 1 to 1,024 UTF-16 code units.',
} as const;
export const footer = {
  type: 'String',
  description: 'Small below the body: at most 60 UTF-16 code units.',
} as const;
export const headerText = {
  type: 'String',
  description: 'A line above the body: at most 60 UTF-16 code units.',
} as const;
export const buttonText = {
  type: 'String',
  required: true,
  description: 'The text of the button: 1 to 20 UTF-16 code units.',
} as const;
export const catalogId = {
  type: 'String',
  required: true,
  description: 'The id of the catalogue in Commerce Manager.',
} as const;
export const thumbnail = {
  type: 'String',
  description: 'The product whose picture is shown; without it, the first of the catalogue.',
} as const;

const headerDocument = defineShape('HeaderDocument', {
  description: 'A file above the body.',
  fields: {
    source: { type: mediaSource, required: true, description: 'The file.' },
    filename: { type: 'String', description: 'What the recipient sees; at most 255 characters.' },
  },
});

const headerShape = defineOneOf('Header', {
  description: 'What stands above the body.',
  fields: {
    text: headerText,
    image: { type: mediaSource, description: 'A picture: JPEG or PNG, at most 5 MB.' },
    video: { type: mediaSource, description: 'A film: MP4 or 3GPP, at most 16 MB.' },
    document: { type: headerDocument, description: 'A file, at most 100 MB.' },
  },
});
export const header = { type: headerShape, description: 'What stands above the body.' } as const;

export const replyButton = defineShape('ReplyButton', {
  description: 'A button that answers.',
  fields: {
    id: {
      type: 'String',
      required: true,
      description:
        'What comes back when it is pressed: 1 to 256 UTF-16 code units (20 on a card), no blanks at its ends, unique.',
    },
    title: {
      type: 'String',
      required: true,
      description: '1 to 20 UTF-16 code units, unique among the buttons.',
    },
  },
});

const productSection = defineShape('ProductSection', {
  description: 'Products under a title.',
  fields: {
    title: {
      type: 'String',
      description: '1 to 24 UTF-16 code units; required when there is more than one section.',
    },
    productRetailerIds: {
      type: ['String'],
      required: true,
      description: 'Your ids of the products, at most 30 in all sections together.',
    },
  },
});
export const productSections = {
  type: [productSection],
  required: true,
  description: '1 to 10 sections.',
} as const;

export const ttlMinutes = {
  type: 'Int',
  description:
    'For how many minutes the button works: 1 to 43,200 (30 days); 10,080 (7 days) when not given.',
} as const;
export const callPayload = {
  type: 'String',
  description: 'What comes with the call: at most 512 UTF-16 code units.',
} as const;
