import { templateCategories } from '../../content/template/template.ts';
import { builder } from '../builder.ts';
import { defineOneOf, defineShape } from '../shape.ts';
import { callPayload, catalogId, productSections, ttlMinutes } from './interactive-parts.ts';
import { order, orderStatus, referenceId, statusDescription } from './order.ts';
import { location, mediaSource } from './simple-types.ts';
import { templateBody } from './template-body.ts';

const TemplateCategory = builder.enumType('TemplateCategory', {
  description: 'What the template was approved for.',
  values: templateCategories,
});

const index = {
  type: 'Int',
  required: true,
  description: 'Which button of the template, from 0 to 9; each at most once.',
} as const;
const parameterName = {
  type: 'String',
  description:
    'The name of the variable, where those of the body have names: 1 to 64 small letters, digits or "_".',
} as const;

const headerText = defineShape('TemplateHeaderText', {
  description: 'The variable of a text header.',
  fields: {
    text: {
      type: 'String',
      required: true,
      description: '1 to 60 UTF-16 code units; no line break, no tab, at most 4 blanks in a row.',
    },
    name: parameterName,
  },
});

const headerDocument = defineShape('TemplateHeaderDocument', {
  description: 'The file of a document header.',
  fields: {
    source: { type: mediaSource, required: true, description: 'The file.' },
    filename: { type: 'String', description: 'What the recipient sees; at most 255 characters.' },
  },
});

const productReference = defineShape('ProductReference', {
  description: 'A product of a catalogue.',
  fields: {
    productRetailerId: { type: 'String', required: true, description: 'Your id of the product.' },
    catalogId,
  },
});

const image = { type: mediaSource, description: 'A picture.' } as const;
const video = { type: mediaSource, description: 'A film.' } as const;
const productHeader = { type: productReference, description: 'A product.' } as const;

const templateHeader = defineOneOf('TemplateHeader', {
  description: 'What stands for the variable of the header, by its kind.',
  fields: {
    text: { type: headerText, description: 'A text.' },
    image,
    video,
    product: productHeader,
    document: { type: headerDocument, description: 'A file.' },
    gif: { type: mediaSource, description: 'A short MP4; marketing only.' },
    location: { type: location, description: 'A place.' },
  },
});

const cardHeader = defineOneOf('TemplateCardHeader', {
  description: 'What stands for the variable of the header of a card.',
  fields: { image, video, product: productHeader },
});

const quickReply = defineShape('TemplateQuickReply', {
  description: 'A button that answers.',
  fields: {
    index,
    payload: { type: 'String', required: true, description: 'What comes back: 1 to 128 UTF-16 code units.' },
  },
});

const urlButton = defineShape('TemplateUrlButton', {
  description: 'A button that opens a page.',
  fields: {
    index,
    suffix: {
      type: 'String',
      required: true,
      description: 'The end of the address, after what was approved: at most 2,000 UTF-16 code units.',
    },
  },
});

const copyCode = defineShape('TemplateCopyCode', {
  description: 'A button that copies a coupon code.',
  fields: { index, code: { type: 'String', required: true, description: '1 to 20 UTF-16 code units.' } },
});

const flowButton = defineShape('TemplateFlowButton', {
  description: 'A button that opens a flow.',
  fields: {
    index,
    token: { type: 'String', description: 'Comes back with the answers: at most 512 UTF-16 code units.' },
    data: { type: 'JSON', description: 'What the first screen is filled with.' },
  },
});

const thumbnailField = {
  type: 'String',
  description: 'The product whose picture is shown; without it, the first of the catalogue.',
} as const;

const catalogButton = defineShape('TemplateCatalogButton', {
  description: 'A button that opens your catalogue.',
  fields: { index, thumbnailProductRetailerId: thumbnailField },
});

const multiProduct = defineShape('TemplateMultiProductButton', {
  description: 'A button that opens several products.',
  fields: {
    index,
    thumbnailProductRetailerId: {
      ...thumbnailField,
      required: true,
      description: 'The product whose picture is shown.',
    },
    sections: productSections,
  },
});

const orderButton = defineShape('TemplateOrderButton', {
  description: 'A button that asks for the payment of an order.',
  fields: { index, order: { type: order, required: true, description: 'The order.' } },
});

const voiceCallButton = defineShape('TemplateVoiceCallButton', {
  description: 'A button that calls you.',
  fields: { index: { ...index, required: false }, ttlMinutes, payload: callPayload },
});

const groupInvite = defineShape('TemplateGroupInviteButton', {
  description: 'A button that joins a group.',
  fields: {
    index,
    groupId: {
      type: 'String',
      required: true,
      description: 'The id of the group: at most 128 UTF-16 code units.',
    },
  },
});

const cardButtons = {
  quickReply: { type: quickReply, description: 'Answers.' },
  url: { type: urlButton, description: 'Opens a page.' },
} as const;

const templateButton = defineOneOf('TemplateButton', {
  description: 'A button with something to fill in; the others stand in the template as they are.',
  fields: {
    ...cardButtons,
    copyCode: { type: copyCode, description: 'Copies a coupon code.' },
    flow: { type: flowButton, description: 'Opens a flow.' },
    catalog: { type: catalogButton, description: 'Opens your catalogue.' },
    multiProduct: { type: multiProduct, description: 'Opens several products.' },
    orderDetails: { type: orderButton, description: 'Asks for the payment of an order.' },
    voiceCall: { type: voiceCallButton, description: 'Calls you.' },
    groupInvite: { type: groupInvite, description: 'Joins a group.' },
  },
});

const templateCard = defineShape('TemplateCard', {
  description: 'One card of a carousel template. Its place in the list is its number.',
  fields: {
    header: { type: cardHeader, required: true, description: 'Of the same kind on all cards.' },
    body: { type: templateBody, description: 'What stands for the variables of its body.' },
    buttons: {
      type: [defineOneOf('TemplateCardButton', { description: 'A button of a card.', fields: cardButtons })],
      description: 'Of the same kinds on all cards.',
    },
  },
});

const limitedTimeOffer = defineShape('LimitedTimeOffer', {
  description: 'Until when an offer stands.',
  fields: {
    expiresAt: { type: 'DateTime', required: true, description: 'In the future, to the millisecond.' },
  },
});

const templateOrderStatus = defineShape('TemplateOrderStatus', {
  description: 'How an order stands.',
  fields: {
    referenceId: { ...referenceId, description: 'The reference of the order.' },
    status: orderStatus,
    description: statusDescription,
  },
});

const authentication = defineShape('TemplateAuthentication', {
  description: 'A one-time code. It is put in the body and in the button, so that they cannot differ.',
  fields: { code: { type: 'String', required: true, description: '1 to 15 UTF-16 code units, no emoji.' } },
});

export const template = defineShape('Template', {
  output: 'TemplateContent',
  description:
    'A message that WhatsApp approved before, with what stands for its variables. Needs no open window.',
  fields: {
    name: { type: 'String', required: true, description: '1 to 512 small letters, digits or "_".' },
    language: {
      type: 'String',
      required: true,
      description: 'The code that it was approved under, such as "en" or "pt_BR".',
    },
    category: {
      type: TemplateCategory,
      description:
        'What it was approved for. MARKETING brings the opt-out from marketing into play; AUTHENTICATION needs a phone number.',
    },
    header: { type: templateHeader, description: 'For the variable of its header.' },
    body: { type: templateBody, description: 'For the variables of its body.' },
    buttons: { type: [templateButton], description: 'Up to 10 buttons with something to fill in.' },
    carousel: { type: [templateCard], description: '2 to 10 cards, as many as it was approved with.' },
    limitedTimeOffer: { type: limitedTimeOffer, description: 'Until when its offer stands.' },
    orderStatus: { type: templateOrderStatus, description: 'How an order stands.' },
    authentication: {
      type: authentication,
      description:
        'For authentication templates, instead of body and buttons; the recipient must be a phone number.',
    },
  },
});
