import type { Content } from '../content/content.ts';
import { builder } from './builder.ts';

type Of<Type extends Content['type']> = Extract<Content, { type: Type }>;

const TextContent = builder.objectRef<Of<'text'>>('TextContent').implement({
  description: 'A text message.',
  fields: (t) => ({
    body: t.string({ description: 'As it was given.', resolve: ({ text }) => text.body }),
    previewUrl: t.boolean({
      description: 'Whether a preview of the first link is shown.',
      resolve: ({ text }) => text.previewUrl,
    }),
  }),
});

const MediaSource = builder.objectRef<Of<'image'>['image']['source']>('MediaSource').implement({
  description: 'Where a file is: one of the two.',
  fields: (t) => ({
    id: t.string({
      nullable: true,
      description: 'The id of a file uploaded to WhatsApp.',
      resolve: (source) => ('id' in source ? source.id : null),
    }),
    link: t.field({
      type: 'URL',
      nullable: true,
      description: 'An address that WhatsApp fetches.',
      resolve: (source) => ('link' in source ? source.link : null),
    }),
  }),
});

const ImageContent = builder.objectRef<Of<'image'>>('ImageContent').implement({
  description: 'A picture.',
  fields: (t) => ({
    source: t.field({ type: MediaSource, description: 'The file.', resolve: ({ image }) => image.source }),
    caption: t.string({
      nullable: true,
      description: 'The text below it.',
      resolve: ({ image }) => image.caption ?? null,
    }),
  }),
});

const LocationContent = builder.objectRef<Of<'location'>>('LocationContent').implement({
  description: 'A place on the map.',
  fields: (t) => ({
    latitude: t.float({ description: 'Degrees, −90 to 90.', resolve: ({ location }) => location.latitude }),
    longitude: t.float({
      description: 'Degrees, −180 to 180.',
      resolve: ({ location }) => location.longitude,
    }),
    name: t.string({
      nullable: true,
      description: 'Shown above the address.',
      resolve: ({ location }) => location.name ?? null,
    }),
    address: t.string({
      nullable: true,
      description: 'Shown below the name.',
      resolve: ({ location }) => location.address ?? null,
    }),
  }),
});

export const MessageContent = builder.unionType('MessageContent', {
  description: 'What the message says, as it was given.',
  types: [TextContent, ImageContent, LocationContent],
  resolveType: ({ type }) => {
    switch (type) {
      case 'text':
        return TextContent;
      case 'image':
        return ImageContent;
      case 'location':
        return LocationContent;
    }
  },
});

export const MessageType = builder.enumType('MessageType', {
  description: 'The kinds of message.',
  values: {
    TEXT: { value: 'text' },
    IMAGE: { value: 'image' },
    LOCATION: { value: 'location' },
  } as const,
});
