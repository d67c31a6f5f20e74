import type { InboundContent as Content, InboundType } from '../content/inbound-content.ts';
import { builder } from './builder.ts';
import { contactCard } from './content/contacts.ts';
import type { Part, Shape } from './shape.ts';

type Kind = 'String' | 'Boolean' | 'Float' | 'Int' | 'DateTime' | 'JSON';
type PartRef = Shape['output'];
interface Field {
  type: Kind | PartRef | readonly [PartRef];
  required?: boolean;
  description: string;
}

/** What comes in is only read: a part has names, types and words, and no input beside it. */
function definePart(name: string, description: string, fields: Readonly<Record<string, Field>>): PartRef {
  return builder.objectRef<Part>(name).implement({
    description,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields).map(([key, field]) => [
          key,
          t.field({
            type: field.type as never, // named by strings
            nullable: field.required !== true,
            description: field.description,
            resolve: (part: Part) => read(part[key], field) as never, // as its reader made it
          }),
        ]),
      ),
  });
}

function read(value: unknown, { type }: Field): unknown {
  return type === 'DateTime' && typeof value === 'string' ? new Date(value) : value;
}

function text(description: string, required = false): Field {
  return { type: 'String', description, required };
}

const InboundText = definePart('InboundText', 'A text.', { body: text('What they wrote.', true) });

const InboundMedia = definePart('InboundMedia', 'A picture, film, sound, file or sticker.', {
  id: text("WhatsApp's id of the file, good for 30 days.", true),
  mimeType: text('Its kind, such as "image/jpeg".'),
  sha256: text('Its digest, in base64.'),
  url: text('Where WhatsApp gives it out, for minutes and with the access token only.'),
  caption: text('The words below it.'),
  filename: text('Its name on their device.'),
  voice: { type: 'Boolean', description: 'Sounds: recorded as a voice note.' },
  animated: { type: 'Boolean', description: 'Stickers: it moves.' },
});

const InboundLocation = definePart('InboundLocation', 'A place on the map.', {
  latitude: { type: 'Float', required: true, description: 'Degrees, −90 to 90.' },
  longitude: { type: 'Float', required: true, description: 'Degrees, −180 to 180.' },
  name: text('What it is called.'),
  address: text('Its address.'),
  url: text('A page about it.'),
});

const InboundCard = definePart('InboundCard', 'A card with what somebody says of somebody.', {
  card: {
    type: contactCard.output,
    required: true,
    description: 'The card, as it came: nobody has judged it.',
  },
  vcard: text('The same as a vCard.'),
  origin: text('contact_request: asked for by a message of yours. other: by themselves.'),
});

const InboundContacts = definePart('InboundContacts', 'Cards of people.', {
  cards: { type: [InboundCard], required: true, description: 'The cards, in their order.' },
});

const InboundButtonReply = definePart('InboundButtonReply', 'They pressed a reply button.', {
  id: text('The id that you gave the button.', true),
  title: text('What it says.'),
});

const InboundListReply = definePart('InboundListReply', 'They chose a row of a list.', {
  id: text('The id that you gave the row.', true),
  title: text('What it says.'),
  description: text('The smaller words below.'),
});

const InboundFlowReply = definePart('InboundFlowReply', 'They filled in a flow or an address.', {
  name: text('flow, address_message, or what WhatsApp adds.'),
  body: text('What the chat shows.'),
  responseJson: text('Their answers, as JSON in a text.', true),
});

const InboundCallPermissionReply = definePart('InboundCallPermissionReply', 'Whether you may call them.', {
  accepted: { type: 'Boolean', required: true, description: 'They allow it.' },
  expiresAt: { type: 'DateTime', description: 'Until when.' },
  isPermanent: { type: 'Boolean', description: 'Until they take it back.' },
  automatic: { type: 'Boolean', description: 'WhatsApp answered for them, as when they called you.' },
});

const InboundTemplateButton = definePart(
  'InboundTemplateButton',
  'They pressed a quick reply of a template.',
  {
    payload: text('The payload that you gave the button.'),
    text: text('What it says.'),
  },
);

const InboundReaction = definePart('InboundReaction', 'An emoji on a message, or no longer.', {
  wamid: text("The message that it is on, by WhatsApp's id. Personal data.", true),
  emoji: text('The emoji; null: they took it away.'),
});

const InboundOrderItem = definePart('InboundOrderItem', 'One product of an order.', {
  productRetailerId: text('Its id in the catalog.', true),
  quantity: { type: 'Float', description: 'How many.' },
  itemPrice: { type: 'Float', description: 'For one, in units of the currency, as WhatsApp says.' },
  currency: text('Such as "USD".'),
});

const InboundOrder = definePart('InboundOrder', 'They put together a cart.', {
  catalogId: text('The catalog.'),
  text: text('Their words beside it.'),
  items: { type: [InboundOrderItem], required: true, description: 'The products.' },
});

const InboundSystem = definePart('InboundSystem', 'WhatsApp says that something about them changed.', {
  event: text('user_changed_number, user_changed_user_id, or what WhatsApp adds.'),
  body: text('In words.'),
  waId: text('Their new number, in digits.'),
  userId: text('Their new business-scoped user id.'),
  previousUserId: text('The business-scoped user id that they had before, where WhatsApp says so.'),
});

export const InboundError = definePart('InboundError', 'Why WhatsApp does not hand something over.', {
  code: text('Such as "131051".', true),
  title: text('In a few words.'),
  details: text('In more words.'),
});

const InboundUnsupported = definePart('InboundUnsupported', 'They sent what WhatsApp does not hand over.', {
  kind: text('What it was, where WhatsApp says so.'),
  errors: { type: [InboundError], required: true, description: 'Why.' },
});

const InboundChange = definePart('InboundChange', 'They edited or took back a message.', {
  wamid: text("Which message, by WhatsApp's id. Personal data."),
  raw: { type: 'JSON', description: 'As it came.' },
});

const InboundOther = definePart(
  'InboundOther',
  'A kind that this gateway does not know, or not in this form.',
  {
    word: text('What WhatsApp calls it.', true),
    raw: { type: 'JSON', description: 'As it came.' },
  },
);

const parts: Record<InboundType, PartRef> = {
  TEXT: InboundText,
  IMAGE: InboundMedia,
  VIDEO: InboundMedia,
  AUDIO: InboundMedia,
  DOCUMENT: InboundMedia,
  STICKER: InboundMedia,
  LOCATION: InboundLocation,
  CONTACTS: InboundContacts,
  BUTTON_REPLY: InboundButtonReply,
  LIST_REPLY: InboundListReply,
  FLOW_REPLY: InboundFlowReply,
  CALL_PERMISSION_REPLY: InboundCallPermissionReply,
  TEMPLATE_BUTTON: InboundTemplateButton,
  REACTION: InboundReaction,
  ORDER: InboundOrder,
  SYSTEM: InboundSystem,
  UNSUPPORTED: InboundUnsupported,
  EDIT: InboundChange,
  REVOKE: InboundChange,
  OTHER: InboundOther,
};

export const InboundMessageType = builder.enumType('InboundMessageType', {
  description: 'The kinds of what people write.',
  values: Object.fromEntries(Object.keys(parts).map((type) => [type, {}])) as Record<InboundType, object>, // the same keys
});

export const InboundContent = builder.unionType('InboundContent', {
  description: 'What they wrote, by its kind.',
  types: [...new Set(Object.values(parts))],
  resolveType: (part) => parts[(part as unknown as Content).type], // as it was stored
});
