import type { Content } from '../../content/content.ts';
import { builder } from '../builder.ts';
import type { Part, Shape } from '../shape.ts';
import { contactCard } from './contacts.ts';
import { interactive } from './interactive.ts';
import { audio, document, image, location, reaction, sticker, text, video } from './simple-types.ts';
import { template } from './template.ts';

const ContactsContent = builder.objectRef<Part>('ContactsContent').implement({
  description: 'Cards of people.',
  fields: (t) => ({
    cards: t.field({
      type: [contactCard.output],
      description: 'The cards, in their order.',
      resolve: ({ cards }) => cards as Part[], // made by toContentPart
    }),
  }),
});

const outputs: Record<Content['type'], Shape['output']> = {
  template: template.output,
  text: text.output,
  image: image.output,
  video: video.output,
  audio: audio.output,
  document: document.output,
  sticker: sticker.output,
  location: location.output,
  interactive: interactive.output,
  contacts: ContactsContent,
  reaction: reaction.output,
};

export const MessageContentInput = builder.inputType('MessageContentInput', {
  isOneOf: true,
  description: 'Exactly one. The type of the message is the field that is given.',
  fields: (t) => ({
    template: t.field({ type: template.input, description: 'A message that WhatsApp approved before.' }),
    text: t.field({ type: text.input, description: 'A text.' }),
    image: t.field({ type: image.input, description: 'A picture.' }),
    video: t.field({ type: video.input, description: 'A film.' }),
    audio: t.field({ type: audio.input, description: 'A sound or a voice note.' }),
    document: t.field({ type: document.input, description: 'A file.' }),
    sticker: t.field({ type: sticker.input, description: 'A sticker.' }),
    location: t.field({ type: location.input, description: 'A place.' }),
    interactive: t.field({ type: interactive.input, description: 'Buttons, lists, products and more.' }),
    contacts: t.field({
      type: [contactCard.input],
      description: '1 to 257 cards of people, of 65,536 characters together; WhatsApp advises few.',
    }),
    reaction: t.field({ type: reaction.input, description: 'An emoji on a message.' }),
  }),
});

/** The content of a message under the name of its type, as the union wants it. */
export function toContentPart(content: Content): { type: Content['type'] } {
  if (content.type === 'contacts') return { type: content.type, ...{ cards: content.contacts } };
  const part: unknown = Reflect.get(content, content.type);
  return { ...(part as Part), type: content.type }; // every branch but the contacts is an object
}

export const MessageContent = builder.unionType('MessageContent', {
  description: 'What the message says, as it was given.',
  types: Object.values(outputs),
  resolveType: (part) => outputs[(part as { type: Content['type'] }).type], // made by toContentPart
});

export const MessageType = builder.enumType('MessageType', {
  description: 'The kinds of message.',
  values: {
    TEMPLATE: { value: 'template' },
    TEXT: { value: 'text' },
    IMAGE: { value: 'image' },
    VIDEO: { value: 'video' },
    AUDIO: { value: 'audio' },
    DOCUMENT: { value: 'document' },
    STICKER: { value: 'sticker' },
    LOCATION: { value: 'location' },
    INTERACTIVE: { value: 'interactive' },
    CONTACTS: { value: 'contacts' },
    REACTION: { value: 'reaction' },
  } as const satisfies Record<string, { value: Content['type'] }>,
});
