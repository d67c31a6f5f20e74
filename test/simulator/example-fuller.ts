import { interactiveExamples } from './example-interactive.ts';

const money = (value: number) => ({ value, offset: 100 });
const { carousel_media: cards, order_details: order } = interactiveExamples;

// What section 2.10 allows and no example of the reference shows.
export const fullerInteractive = {
  video_header: {
    ...interactiveExamples.button,
    header: { type: 'video', video: { link: 'https://cdn.example.com/1.mp4' } },
  },
  document_header: {
    ...interactiveExamples.button,
    header: { type: 'document', document: { id: '1', filename: 'a.pdf' } },
  },
  cards_with_quick_replies: {
    ...cards,
    action: {
      cards: [0, 1].map((index) => ({
        card_index: index,
        type: 'cta_url',
        header: { type: 'video', video: { id: '1' } },
        action: { buttons: [{ type: 'quick_reply', quick_reply: { id: `${index}`, title: 'More' } }] },
      })),
    },
  },
  order_in_india: {
    ...order,
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'A-17',
        type: 'physical-goods',
        currency: 'INR',
        payment_settings: [
          {
            type: 'payment_gateway',
            payment_gateway: { type: 'razorpay', configuration_name: 'x', razorpay: {} },
          },
          { type: 'upi_intent_link', upi_intent_link: { link: 'upi://pay' } },
          { type: 'payment_link', payment_link: { uri: 'https://pay.example.com' } },
          { type: 'boleto', boleto: { digitable_line: '0339' } },
          { type: 'offsite_card_pay', offsite_card_pay: { last_four_digits: '1234', credential_id: 'x' } },
        ],
        beneficiaries: [
          {
            name: 'Ravi',
            address_line1: '1 Main',
            address_line2: 'Flat 2',
            city: 'Mumbai',
            state: 'MH',
            country: 'India',
            postal_code: '400063',
          },
        ],
        total_amount: money(9000),
        order: {
          status: 'pending',
          catalog_id: '7',
          description: 'Plants',
          items: [
            { name: 'Plant', amount: money(6000), sale_amount: money(5000), quantity: 2, image: { id: '1' } },
          ],
          subtotal: money(10_000),
          tax: { ...money(0), description: 'None' },
          discount: { ...money(1000), discount_program_name: 'Autumn' },
          expiration: { timestamp: '4102444800', description: 'Soon' },
        },
      },
    },
  },
};

const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const cardOf = (index: number) => ({
  card_index: index,
  components: [
    {
      type: 'header',
      parameters: [{ type: 'product', product: { product_retailer_id: '1', catalog_id: '7' } }],
    },
    body({ type: 'text', text: 'Fern' }),
  ],
});

// What section 2.11 allows and no example of the reference shows.
export const fullerTemplates = {
  document_header: withHeader({ type: 'document', document: { id: '1', filename: 'a.pdf' } }),
  video_header: withHeader({ type: 'video', video: { id: '1' } }),
  gif_header: withHeader({ type: 'gif', gif: { id: '1' } }),
  named_header: withHeader({ type: 'text', parameter_name: 'city', text: 'Porto' }),
  product_cards: template({ type: 'carousel', cards: [cardOf(0), cardOf(1)] }),
  group_invitation: template({
    type: 'button',
    sub_type: 'url',
    index: 0,
    parameters: [{ type: 'group_id', group_id: 'Y2' }],
  }),
  bare_parts: template({ type: 'footer', parameters: [] }, { type: 'call_permission_request' }),
  tap_target: { ...template(), tap_target_configuration: [{ url: 'https://example.com', title: 'Shop' }] },
};

function withHeader(parameter: unknown) {
  return template({ type: 'header', parameters: [parameter] });
}

function template(...components: unknown[]) {
  return { name: 'any', language: { code: 'en', policy: 'deterministic' }, components };
}
