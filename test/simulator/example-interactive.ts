// The examples of the reference, section 8.3: values of `interactive`.
export const interactiveExamples = {
  button: {
    type: 'button',
    header: { type: 'text', text: 'Delivery' },
    body: { text: 'Is 10:00 fine?' },
    footer: { text: 'Example Shop' },
    action: {
      buttons: [
        { type: 'reply', reply: { id: 'ok', title: 'Yes' } },
        { type: 'reply', reply: { id: 'no', title: 'Change' } },
      ],
    },
  },
  list: {
    type: 'list',
    body: { text: 'Choose a slot' },
    action: {
      button: 'Slots',
      sections: [
        { title: 'Today', rows: [{ id: 't1', title: '16:00–18:00', description: 'Free' }] },
        { title: 'Tomorrow', rows: [{ id: 'm1', title: '09:00–11:00' }] },
      ],
    },
  },
  cta_url: {
    type: 'cta_url',
    body: { text: 'Track your parcel' },
    action: { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://example.com/t/A-17' } },
  },
  flow: {
    type: 'flow',
    body: { text: 'Book a visit' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '772345678901234',
        flow_cta: 'Book',
        flow_token: 'ft-17',
        mode: 'published',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'DATE', data: { name: 'Ana' } },
      },
    },
  },
  product: {
    type: 'product',
    body: { text: 'Back in stock' },
    action: { catalog_id: '194836987003835', product_retailer_id: 'sku-1' },
  },
  product_list: {
    type: 'product_list',
    header: { type: 'text', text: 'Picks' },
    body: { text: 'For you' },
    action: {
      catalog_id: '194836987003835',
      sections: [
        { title: 'New', product_items: [{ product_retailer_id: 'sku-1' }, { product_retailer_id: 'sku-2' }] },
      ],
    },
  },
  catalog_message: {
    type: 'catalog_message',
    body: { text: 'Our catalogue' },
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku-1' } },
  },
  location_request_message: {
    type: 'location_request_message',
    body: { text: 'Where shall we deliver?' },
    action: { name: 'send_location' },
  },
  address_message: {
    type: 'address_message',
    body: { text: 'Delivery address?' },
    action: {
      name: 'address_message',
      parameters: {
        country: 'IN',
        values: { name: 'Ravi', phone_number: '+919800000001', in_pin_code: '400063' },
      },
    },
  },
  order_details: {
    type: 'order_details',
    body: { text: 'Your order' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'A-17',
        type: 'physical-goods',
        payment_type: 'br',
        currency: 'BRL',
        payment_settings: [
          {
            type: 'pix_dynamic_code',
            pix_dynamic_code: {
              code: '00020101…',
              merchant_name: 'Example',
              key: 'ana@example.com',
              key_type: 'EMAIL',
            },
          },
        ],
        total_amount: { value: 5500, offset: 100 },
        order: {
          status: 'pending',
          items: [{ retailer_id: 'sku-1', name: 'Plant', amount: { value: 5000, offset: 100 }, quantity: 1 }],
          subtotal: { value: 5000, offset: 100 },
          tax: { value: 0, offset: 100 },
          shipping: { value: 500, offset: 100 },
        },
      },
    },
  },
  order_status: {
    type: 'order_status',
    body: { text: 'On its way' },
    action: {
      name: 'review_order',
      parameters: { reference_id: 'A-17', order: { status: 'shipped', description: 'Carrier X' } },
    },
  },
  carousel_media: {
    type: 'carousel',
    body: { text: 'This week' },
    action: {
      cards: [
        {
          card_index: 0,
          type: 'cta_url',
          header: { type: 'image', image: { link: 'https://cdn.example.com/1.jpg' } },
          body: { text: 'Fern' },
          action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://example.com/1' } },
        },
        {
          card_index: 1,
          type: 'cta_url',
          header: { type: 'image', image: { link: 'https://cdn.example.com/2.jpg' } },
          body: { text: 'Ivy' },
          action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://example.com/2' } },
        },
      ],
    },
  },
  carousel_product: {
    type: 'carousel',
    body: { text: 'From the catalogue' },
    action: {
      cards: [
        {
          card_index: 0,
          type: 'product',
          action: { product_retailer_id: 'sku-1', catalog_id: '194836987003835' },
        },
        {
          card_index: 1,
          type: 'product',
          action: { product_retailer_id: 'sku-2', catalog_id: '194836987003835' },
        },
      ],
    },
  },
  voice_call: {
    type: 'voice_call',
    body: { text: 'Call us here' },
    action: {
      name: 'voice_call',
      parameters: { display_text: 'Call now', ttl_minutes: 60, payload: 'case-17' },
    },
  },
  call_permission_request: {
    type: 'call_permission_request',
    body: { text: 'May we call you about case 17?' },
    action: { name: 'call_permission_request' },
  },
  request_contact_info: {
    type: 'request_contact_info',
    body: { text: 'Please share your number' },
    action: { name: 'request_contact_info' },
  },
};
