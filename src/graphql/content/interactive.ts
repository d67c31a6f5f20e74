import { flowActions, flowModes } from '../../content/interactive/flow.ts';
import { builder } from '../builder.ts';
import { defineOneOf, defineShape } from '../shape.ts';
import { address } from './address.ts';
import { mediaCarousel } from './media-carousel.ts';
import {
  body,
  buttonText,
  callPayload,
  catalogId,
  footer,
  header,
  headerText,
  productSections,
  replyButton,
  thumbnail,
  ttlMinutes,
} from './interactive-parts.ts';
import { order, orderStatus as statusOfOrder, referenceId, statusDescription } from './order.ts';

const FlowMode = builder.enumType('FlowMode', {
  description: 'Whether the published flow opens or its draft.',
  values: flowModes,
});
const FlowAction = builder.enumType('FlowAction', {
  description: 'What pressing the button does: open a screen, or ask the endpoint of the flow which one.',
  values: flowActions,
});

const replyButtons = defineShape('ReplyButtons', {
  output: 'ReplyButtonsContent',
  description: 'Up to three buttons that answer.',
  fields: {
    header,
    body,
    footer,
    buttons: { type: [replyButton], required: true, description: '1 to 3 buttons.' },
  },
});

const row = defineShape('ListRow', {
  description: 'One choice of a list.',
  fields: {
    id: {
      type: 'String',
      required: true,
      description: 'What comes back when it is chosen: 1 to 200 UTF-16 code units, unique in the message.',
    },
    title: { type: 'String', required: true, description: '1 to 24 UTF-16 code units.' },
    description: { type: 'String', description: 'Small below the title: at most 72 UTF-16 code units.' },
  },
});

const listSection = defineShape('ListSection', {
  description: 'Choices under a title.',
  fields: {
    title: {
      type: 'String',
      description: '1 to 24 UTF-16 code units; required when there is more than one section.',
    },
    rows: { type: [row], required: true, description: 'Its choices; 10 in all sections together.' },
  },
});

const list = defineShape('List', {
  output: 'ListContent',
  description: 'A button that opens a list of choices.',
  fields: {
    headerText,
    body: {
      ...body,
      description:
        'The text of the message: 1 to 4,096 UTF-16 code units. Beyond 1,024 the sources of WhatsApp conflict, and you are warned.',
    },
    footer,
    buttonText,
    sections: { type: [listSection], required: true, description: '1 to 10 sections.' },
  },
});

const ctaUrl = defineShape('CtaUrl', {
  output: 'CtaUrlContent',
  description: 'A button that opens a page.',
  fields: {
    header,
    body,
    footer,
    displayText: buttonText,
    url: { type: 'URL', required: true, description: 'The page: http(s), at most 2,048 characters.' },
  },
});

const flowPayload = defineShape('FlowPayload', {
  description: 'Which screen opens, and what it is filled with.',
  fields: {
    screen: {
      type: 'String',
      required: true,
      description: 'The name of the screen: at most 100 UTF-16 code units.',
    },
    data: {
      type: 'JSON',
      description: 'An object with at least one field; at most 16,384 UTF-16 code units as JSON.',
    },
  },
});

const flow = defineShape('Flow', {
  output: 'FlowContent',
  description: 'A button that opens a flow. Give flowId or flowName, one of the two.',
  fields: {
    header,
    body,
    footer,
    flowId: { type: 'String', description: 'The id of the flow: at most 64 UTF-16 code units.' },
    flowName: { type: 'String', description: 'The name of the flow: at most 200 UTF-16 code units.' },
    flowToken: { type: 'String', description: 'Comes back with the answers: at most 512 UTF-16 code units.' },
    buttonText: {
      ...buttonText,
      description: 'The text of the button: 1 to 30 UTF-16 code units, no emoji.',
    },
    mode: { type: FlowMode, description: 'PUBLISHED when not given.' },
    action: { type: FlowAction, description: 'NAVIGATE when not given.' },
    payload: { type: flowPayload, description: 'For NAVIGATE only.' },
  },
});

const productRetailerId = { type: 'String', required: true, description: 'Your id of the product.' } as const;
const optionalBody = { ...body, required: false } as const;

const product = defineShape('Product', {
  output: 'ProductContent',
  description: 'One product of a catalogue.',
  fields: { body: optionalBody, footer, catalogId, productRetailerId },
});

const productList = defineShape('ProductList', {
  output: 'ProductListContent',
  description: 'Several products of a catalogue.',
  fields: {
    headerText: { ...headerText, required: true },
    body,
    footer,
    catalogId,
    sections: productSections,
  },
});

const catalog = defineShape('Catalog', {
  output: 'CatalogContent',
  description: 'A button that opens your catalogue.',
  fields: { body, footer, thumbnailProductRetailerId: thumbnail },
});

const locationRequest = defineShape('LocationRequest', {
  output: 'LocationRequestContent',
  description: 'A button that sends where the recipient is.',
  fields: { body },
});

const orderDetails = defineShape('OrderDetails', {
  output: 'OrderDetailsContent',
  description: 'Asks for the payment of an order.',
  fields: { header, body, footer, order: { type: order, required: true, description: 'The order.' } },
});

const orderStatus = defineShape('OrderStatus', {
  output: 'OrderStatusContent',
  description: 'Tells how an order stands that was asked to be paid before.',
  fields: {
    body,
    footer,
    referenceId: { ...referenceId, description: 'The reference of that order.' },
    status: statusOfOrder,
    description: statusDescription,
  },
});

const productCarousel = defineShape('ProductCarousel', {
  output: 'ProductCarouselContent',
  description: 'Cards with products of one catalogue.',
  fields: {
    body,
    catalogId,
    productRetailerIds: {
      type: ['String'],
      required: true,
      description: '2 to 10 of your ids, in the order of the cards.',
    },
  },
});

const voiceCall = defineShape('VoiceCall', {
  output: 'VoiceCallContent',
  description: 'A button that calls you. The number must have calling on.',
  fields: { body, displayText: { ...buttonText, required: false }, ttlMinutes, payload: callPayload },
});

const callPermissionRequest = defineShape('CallPermissionRequest', {
  output: 'CallPermissionRequestContent',
  description: 'Asks whether you may call: once in 24 hours and twice in 7 days to one person.',
  fields: { body: optionalBody },
});

const contactInfoRequest = defineShape('ContactInfoRequest', {
  output: 'ContactInfoRequestContent',
  description: 'Asks somebody whose number is hidden for it.',
  fields: { body },
});

export const interactive = defineOneOf('Interactive', {
  output: 'InteractiveContent',
  description:
    'Every interactive message that WhatsApp knows is a branch of its own, so that an impossible mix cannot be written. All need an open 24-hour window.',
  fields: {
    replyButtons: { type: replyButtons, description: 'Buttons that answer.' },
    list: { type: list, description: 'A list of choices.' },
    ctaUrl: { type: ctaUrl, description: 'A button that opens a page.' },
    flow: { type: flow, description: 'A button that opens a flow.' },
    product: { type: product, description: 'One product.' },
    productList: { type: productList, description: 'Several products.' },
    catalog: { type: catalog, description: 'Your catalogue.' },
    locationRequest: { type: locationRequest, description: 'Asks for a place.' },
    address: { type: address, description: 'Asks for a delivery address; India only.' },
    orderDetails: { type: orderDetails, description: 'Asks for the payment of an order.' },
    orderStatus: { type: orderStatus, description: 'Tells how an order stands.' },
    mediaCarousel: { type: mediaCarousel, description: 'Cards with pictures or films.' },
    productCarousel: { type: productCarousel, description: 'Cards with products.' },
    voiceCall: { type: voiceCall, description: 'A button that calls you.' },
    callPermissionRequest: { type: callPermissionRequest, description: 'Asks whether you may call.' },
    contactInfoRequest: { type: contactInfoRequest, description: 'Asks for a number.' },
  },
});
