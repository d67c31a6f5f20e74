const body = 'b';
const url = 'https://example.com';
const card = { header: { image: { id: '1' } }, action: { ctaUrl: { displayText: 'd', url } } };

/** The least that each kind needs. */
export const minimalInteractive = {
  replyButtons: { body, buttons: [{ id: '1', title: 'One' }] },
  list: { body, buttonText: 'Open', sections: [{ rows: [{ id: '1', title: 'One' }] }] },
  ctaUrl: { body, displayText: 'd', url },
  flow: { body, flowId: '1', buttonText: 'Open' },
  product: { catalogId: '1', productRetailerId: 'sku-1' },
  productList: { headerText: 'h', body, catalogId: '1', sections: [{ productRetailerIds: ['sku-1'] }] },
  catalog: { body },
  locationRequest: { body },
  address: { body },
  mediaCarousel: { body, cards: [card, card] },
  productCarousel: { body, catalogId: '1', productRetailerIds: ['sku-1', 'sku-2'] },
  voiceCall: { body },
  callPermissionRequest: {},
  contactInfoRequest: { body },
};
