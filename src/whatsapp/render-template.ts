import type { TemplateBody } from '../content/template/template-body.ts';
import type { TemplateCarousel } from '../content/template/template-carousel.ts';
import type { TemplateHeader } from '../content/template/template-header.ts';
import type { PositionalParameter } from '../content/template/template-parameter.ts';
import type { TemplateContent } from '../content/template/template.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { present } from './present.ts';
import { renderLocation } from './render-location.ts';
import { renderOrderUpdate } from './render-order.ts';
import { renderTemplateButton } from './render-template-button.ts';

/** The value of `template`. Its category is ours alone: WhatsApp knows it from the approval. */
export function renderTemplate(template: TemplateContent, to: Recipient): object {
  const components = componentsOf(template, to);
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length === 0 ? {} : { components }),
  };
}

function componentsOf(template: TemplateContent, to: Recipient): object[] {
  const { header, body, limitedTimeOffer, buttons, carousel, orderStatus, authentication } = template;
  const components: object[] = [];
  if (header !== undefined) components.push(headerComponent(header));
  if (body !== undefined) components.push(bodyComponent(body));
  if (limitedTimeOffer !== undefined) {
    const offer = { expiration_time_ms: Date.parse(limitedTimeOffer.expiresAt) };
    components.push(
      filled('limited_time_offer', [{ type: 'limited_time_offer', limited_time_offer: offer }]),
    );
  }
  for (const button of buttons ?? []) components.push(renderTemplateButton(button));
  if (carousel !== undefined) components.push(carouselComponent(carousel));
  if (orderStatus !== undefined) {
    const update = renderOrderUpdate(orderStatus, to);
    components.push(filled('order_status', [{ type: 'order_status', order_status: update }]));
  }
  if (authentication !== undefined) return components.concat(authenticationComponents(authentication.code));
  return components;
}

function filled(type: string, parameters: readonly object[]): object {
  return { type, parameters };
}

type CardHeader = TemplateCarousel[number]['header'];

function headerComponent(header: TemplateHeader | CardHeader): object {
  return filled('header', [headerParameter(header)]);
}

function headerParameter(header: TemplateHeader | CardHeader): object {
  switch (header.type) {
    case 'text':
      return { type: 'text', ...present({ parameter_name: header.text.name }), text: header.text.text };
    case 'image':
      return { type: 'image', image: header.image };
    case 'video':
      return { type: 'video', video: header.video };
    case 'gif':
      return { type: 'gif', gif: header.gif };
    case 'document': {
      const { source, filename } = header.document;
      return { type: 'document', document: { ...source, ...present({ filename }) } };
    }
    case 'location':
      return { type: 'location', location: renderLocation(header.location) };
    case 'product': {
      const { productRetailerId, catalogId } = header.product;
      return {
        type: 'product',
        product: { product_retailer_id: productRetailerId, catalog_id: catalogId },
      };
    }
    default:
      return header satisfies never;
  }
}

function bodyComponent(body: TemplateBody): object {
  switch (body.type) {
    case 'positional':
      return filled('body', body.positional.map(positionalParameter));
    case 'named':
      return filled(
        'body',
        body.named.map(({ name, text }) => ({ type: 'text', parameter_name: name, text })),
      );
    default:
      return body satisfies never;
  }
}

function positionalParameter(parameter: PositionalParameter): object {
  switch (parameter.type) {
    case 'text':
      return { type: 'text', text: parameter.text };
    case 'currency': {
      const { fallbackValue, code, amount1000 } = parameter.currency;
      return { type: 'currency', currency: { fallback_value: fallbackValue, code, amount_1000: amount1000 } };
    }
    case 'dateTime':
      return { type: 'date_time', date_time: { fallback_value: parameter.dateTime.fallbackValue } };
    default:
      return parameter satisfies never;
  }
}

function carouselComponent(cards: TemplateCarousel): object {
  return {
    type: 'carousel',
    cards: cards.map(({ header, body, buttons }, place) => ({
      card_index: place,
      components: [
        headerComponent(header),
        ...(body === undefined ? [] : [bodyComponent(body)]),
        ...(buttons ?? []).map(renderTemplateButton),
      ],
    })),
  };
}

/** The button copies or fills in the code; on the wire all kinds of it are a link with the code as its suffix. */
function authenticationComponents(code: string): object[] {
  const button = renderTemplateButton({ type: 'url', url: { index: 0, suffix: code } });
  return [filled('body', [{ type: 'text', text: code }]), button];
}
