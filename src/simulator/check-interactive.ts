import { checkAddressAction } from './check-address.ts';
import { checkReplyButtons } from './check-buttons.ts';
import { checkCardsAction } from './check-cards.ts';
import { checkCatalogAction, checkProductAction, checkProductListAction } from './check-catalog.ts';
import { checkFlowAction } from './check-flow.ts';
import { checkListAction } from './check-list.ts';
import { checkHeaderDocument, checkHeaderMedia } from './check-media.ts';
import { checkOrderDetails, checkOrderUpdate } from './check-order.ts';
import { checkBoolean } from './check-parameter.ts';
import {
  integer,
  required,
  requiredOneOf,
  shape,
  text,
  variant,
  webAddress,
  type Check,
} from './check-shape.ts';

const longestBody = 1024;
const longestListBody = 4096; // Meta's list page; others still say 1024

const body = shape({ text: required(text(longestBody)) });
const footer = shape({ text: required(text(60)) });

const textHeader = { text: { text: required(text(60)) } };
const header = variant('type', {
  ...textHeader,
  image: { image: required(checkHeaderMedia) },
  video: { video: required(checkHeaderMedia) },
  document: { document: required(checkHeaderDocument) },
});

/** All sixteen kinds: those parts that a kind does not have are refused as unexpected keys. */
export const checkInteractiveContent = variant('type', {
  button: { header, body: required(body), footer, action: required(checkReplyButtons) },
  list: {
    header: variant('type', textHeader),
    body: required(shape({ text: required(text(longestListBody)) })),
    footer,
    action: required(checkListAction),
  },
  cta_url: {
    header,
    body: required(body),
    footer,
    action: named(
      'cta_url',
      required(
        shape({
          display_text: required(text(20)),
          url: required(webAddress()),
          // Shows a link to a payment as one, in India.
          payment_link_preview: checkBoolean,
        }),
      ),
    ),
  },
  flow: { header, body: required(body), footer, action: named('flow', required(checkFlowAction)) },
  product: { body, footer, action: required(checkProductAction) },
  product_list: {
    header: required(variant('type', textHeader)),
    body: required(body),
    footer,
    action: required(checkProductListAction),
  },
  catalog_message: { body: required(body), footer, action: named('catalog_message', checkCatalogAction) },
  location_request_message: { body: required(body), action: named('send_location') },
  address_message: {
    header,
    body: required(body),
    footer,
    action: named('address_message', required(checkAddressAction)),
  },
  order_details: {
    header,
    body: required(body),
    footer,
    action: named('review_and_pay', required(checkOrderDetails)),
  },
  order_status: { body: required(body), footer, action: named('review_order', required(checkOrderUpdate)) },
  // Media cards and product cards are two kinds under one name.
  carousel: { body: required(body), action: required(checkCardsAction) },
  voice_call: {
    body: required(body),
    action: named(
      'voice_call',
      shape({ display_text: text(20), ttl_minutes: integer(1, 43_200), payload: text(512) }),
    ),
  },
  call_permission_request: { body, action: named('call_permission_request') },
  request_contact_info: { body: required(body), action: named('request_contact_info') },
});

/** An action that repeats what it is by name, with or without parameters. */
function named(name: string, parameters?: Check): Check {
  return required(shape({ name: requiredOneOf([name]), ...(parameters && { parameters }) }));
}
