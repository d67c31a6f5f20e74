import { builder } from './builder.ts';

const TextInput = builder.inputType('TextInput', {
  description: 'A text message.',
  fields: (t) => ({
    body: t.string({
      required: true,
      description:
        '1 to 4,096 UTF-16 code units (most characters are one, an emoji two or more). WhatsApp markup: *bold*, _italic_, ~strike~, ```mono```.',
    }),
    previewUrl: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Show a preview of the first link in the body.',
    }),
  }),
});

export const MediaSourceInput = builder.inputType('MediaSourceInput', {
  isOneOf: true,
  description: 'Where the file is: exactly one of the two.',
  fields: (t) => ({
    id: t.string({ description: 'The id of a file uploaded to WhatsApp before; digits.' }),
    link: t.field({
      type: 'URL',
      description:
        'A public http(s) address of at most 2,048 characters that WhatsApp can fetch without credentials. WhatsApp keeps it for 10 minutes.',
    }),
  }),
});

const ImageInput = builder.inputType('ImageInput', {
  description: 'A picture: JPEG or PNG, at most 5 MB.',
  fields: (t) => ({
    source: t.field({ type: MediaSourceInput, required: true, description: 'The file.' }),
    caption: t.string({ description: 'At most 1,024 UTF-16 code units.' }),
  }),
});

const LocationInput = builder.inputType('LocationInput', {
  description: 'A place on the map.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Degrees, −90 to 90.' }),
    longitude: t.float({ required: true, description: 'Degrees, −180 to 180.' }),
    name: t.string({ description: 'Shown above the address.' }),
    address: t.string({ description: 'Shown only with a name, so it needs one.' }),
  }),
});

export const MessageContentInput = builder.inputType('MessageContentInput', {
  isOneOf: true,
  description: 'Exactly one. The type of the message is the field that is given.',
  fields: (t) => ({
    text: t.field({ type: TextInput }),
    image: t.field({ type: ImageInput }),
    location: t.field({ type: LocationInput }),
  }),
});
