const quickReply = { type: 'button', sub_type: 'quick_reply', index: '0' };

// The examples of the reference, section 8.4: values of `template`. The offer ends later than there, because it must lie ahead.
export const templateExamples = {
  order_shipped: {
    name: 'order_shipped',
    language: { code: 'en_US' },
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { id: '1037543291543636' } }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Ana' },
          { type: 'currency', currency: { fallback_value: '$12.50', code: 'USD', amount_1000: 12500 } },
          { type: 'date_time', date_time: { fallback_value: 'September 3, 2026' } },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'A-17' }] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '1',
        parameters: [{ type: 'payload', payload: 'stop-promos' }],
      },
    ],
  },
  order_named: {
    name: 'order_named',
    language: { code: 'pt_BR' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'customer', text: 'Ana' },
          { type: 'text', parameter_name: 'order_id', text: 'A-17' },
        ],
      },
    ],
  },
  login_code: {
    name: 'login_code',
    language: { code: 'en' },
    components: [
      { type: 'body', parameters: [{ type: 'text', text: '481920' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '481920' }] },
    ],
  },
  coupon_lto: {
    name: 'coupon_lto',
    language: { code: 'en_US' },
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://cdn.example.com/s.jpg' } }] },
      {
        type: 'limited_time_offer',
        parameters: [
          { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 4_102_444_800_000 } },
        ],
      },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: 0,
        parameters: [{ type: 'coupon_code', coupon_code: 'FERN25' }],
      },
    ],
  },
  pickup: {
    name: 'pickup',
    language: { code: 'en_US' },
    components: [
      {
        type: 'header',
        parameters: [
          {
            type: 'location',
            location: { latitude: '37.44', longitude: '-122.16', name: 'Store 2', address: '101 Forest Ave' },
          },
        ],
      },
      {
        type: 'button',
        sub_type: 'flow',
        index: 0,
        parameters: [{ type: 'action', action: { flow_token: 'ft-18', flow_action_data: { store: '2' } } }],
      },
    ],
  },
  catalogue: {
    name: 'catalogue',
    language: { code: 'en_US' },
    components: [
      {
        type: 'button',
        sub_type: 'catalog',
        index: 0,
        parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'sku-1' } }],
      },
    ],
  },
  picks_mpm: {
    name: 'picks_mpm',
    language: { code: 'en_US' },
    components: [
      {
        type: 'button',
        sub_type: 'mpm',
        index: 0,
        parameters: [
          {
            type: 'action',
            action: {
              thumbnail_product_retailer_id: 'sku-1',
              sections: [{ title: 'New', product_items: [{ product_retailer_id: 'sku-1' }] }],
            },
          },
        ],
      },
    ],
  },
  week_carousel: {
    name: 'week_carousel',
    language: { code: 'en_US' },
    components: [
      { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
      { type: 'carousel', cards: [card(0, '1037543291543636'), card(1, '1037543291543637')] },
    ],
  },
  pay_now: {
    name: 'pay_now',
    language: { code: 'pt_BR' },
    components: [
      {
        type: 'button',
        sub_type: 'order_details',
        index: 0,
        parameters: [
          {
            type: 'action',
            action: {
              order_details: {
                reference_id: 'A-18',
                type: 'digital-goods',
                payment_type: 'br',
                payment_settings: [
                  { type: 'payment_link', payment_link: { uri: 'https://pay.example.com/A-18' } },
                ],
                currency: 'BRL',
                total_amount: { value: 900, offset: 100 },
                order: {
                  status: 'pending',
                  items: [
                    { retailer_id: 's', name: 'Pass', amount: { value: 900, offset: 100 }, quantity: 1 },
                  ],
                  subtotal: { value: 900, offset: 100 },
                  tax: { value: 0, offset: 100 },
                },
              },
            },
          },
        ],
      },
    ],
  },
  shipped_status: {
    name: 'shipped_status',
    language: { code: 'pt_BR' },
    components: [
      {
        type: 'order_status',
        parameters: [
          { type: 'order_status', order_status: { reference_id: 'A-17', order: { status: 'completed' } } },
        ],
      },
    ],
  },
  call_us: {
    name: 'call_us',
    language: { code: 'en' },
    components: [
      {
        type: 'button',
        sub_type: 'voice_call',
        parameters: [
          { type: 'ttl_minutes', ttl_minutes: 100 },
          { type: 'payload', payload: 'case-17' },
        ],
      },
    ],
  },
};

function card(index: number, imageId: string) {
  return {
    card_index: index,
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { id: imageId } }] },
      { ...quickReply, parameters: [{ type: 'payload', payload: `more-${index}` }] },
    ],
  };
}
