import type { Header } from '../content/interactive/header.ts';
import type { InteractiveContent } from '../content/interactive/interactive.ts';
import type { ReplyButtonsContent } from '../content/interactive/reply-buttons.ts';
import type { VoiceCallContent } from '../content/interactive/voice-call.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { renderAddressAction } from './render-address.ts';
import { renderMediaCards, renderProductCards } from './render-carousel.ts';
import { renderCtaUrlAction } from './render-cta-url.ts';
import { renderFlowAction } from './render-flow.ts';
import { renderHeader } from './render-header.ts';
import { renderListAction } from './render-list.ts';
import { renderOrderDetailsAction, renderOrderStatusAction } from './render-order.ts';
import { renderCatalogAction, renderProductAction, renderProductListAction } from './render-products.ts';
import { withParameters } from './with-parameters.ts';

/** The value of `interactive`: WhatsApp's name of the kind, the texts around, and the action. */
export function renderInteractive(content: InteractiveContent, to: Recipient): object {
  switch (content.type) {
    case 'replyButtons':
      return framed('button', content.replyButtons, renderReplyAction(content.replyButtons));
    case 'list':
      return framed('list', content.list, renderListAction(content.list));
    case 'ctaUrl':
      return framed('cta_url', content.ctaUrl, renderCtaUrlAction(content.ctaUrl));
    case 'flow':
      return framed('flow', content.flow, renderFlowAction(content.flow));
    case 'product':
      return framed('product', content.product, renderProductAction(content.product));
    case 'productList':
      return framed('product_list', content.productList, renderProductListAction(content.productList));
    case 'catalog':
      return framed('catalog_message', content.catalog, renderCatalogAction(content.catalog));
    case 'locationRequest':
      return framed('location_request_message', content.locationRequest, { name: 'send_location' });
    case 'address':
      return framed('address_message', content.address, renderAddressAction(content.address));
    case 'orderDetails':
      return framed('order_details', content.orderDetails, renderOrderDetailsAction(content.orderDetails));
    case 'orderStatus':
      return framed('order_status', content.orderStatus, renderOrderStatusAction(content.orderStatus, to));
    case 'mediaCarousel':
      return framed('carousel', content.mediaCarousel, renderMediaCards(content.mediaCarousel));
    case 'productCarousel':
      return framed('carousel', content.productCarousel, renderProductCards(content.productCarousel));
    case 'voiceCall':
      return framed('voice_call', content.voiceCall, renderVoiceCallAction(content.voiceCall));
    case 'callPermissionRequest':
      return named('call_permission_request', content.callPermissionRequest);
    case 'contactInfoRequest':
      return named('request_contact_info', content.contactInfoRequest);
    default:
      return content satisfies never;
  }
}

/** Kinds that ask by themselves: their action is their name. */
function named(type: string, frame: Frame): object {
  return framed(type, frame, { name: type });
}

interface Frame {
  header?: Header;
  headerText?: string;
  body?: string;
  footer?: string;
}

function framed(type: string, { header, headerText, body, footer }: Frame, action: object): object {
  const above = headerText === undefined ? header : ({ type: 'text', text: headerText } as const);
  return {
    type,
    ...(above === undefined ? {} : { header: renderHeader(above) }),
    ...(body === undefined ? {} : { body: { text: body } }),
    ...(footer === undefined ? {} : { footer: { text: footer } }),
    action,
  };
}

function renderReplyAction({ buttons }: ReplyButtonsContent): object {
  return { buttons: buttons.map((reply) => ({ type: 'reply', reply })) };
}

function renderVoiceCallAction({ displayText, ttlMinutes, payload }: VoiceCallContent): object {
  const parameters = { display_text: displayText, ttl_minutes: ttlMinutes, payload };
  return { name: 'voice_call', ...withParameters(parameters) };
}
