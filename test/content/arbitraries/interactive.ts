import fc from 'fast-check';
import { mediaCarouselInput } from './carousel.ts';
import { documentSource, filename, imageSource, videoSource } from './media.ts';
import { id, optionally, visibleText, webUrl as url } from './texts.ts';

const body = visibleText(1024);
const footer = visibleText(60);
const headerText = visibleText(60);
const title = visibleText(20);
const catalogId = fc.stringMatching(/^[0-9]{15}$/);
const productRetailerId = id(100);
const texts = { header: header(), footer };

function header() {
  return fc.oneof(
    fc.record({ text: headerText }),
    fc.record({ image: imageSource }),
    fc.record({ video: videoSource }),
    fc.record({ document: optionally({ source: documentSource }, { filename }) }),
  );
}

/** `count` things over sections, each with a title as soon as there are several. */
function sections<Item>(field: string, items: fc.Arbitrary<Item[]>) {
  return fc
    .tuple(items, fc.array(visibleText(24), { minLength: 10, maxLength: 10 }), fc.boolean())
    .map(([all, titles, together]) =>
      together
        ? [{ [field]: all }]
        : all.slice(0, 10).map((item, index) => ({ title: titles[index], [field]: [item] })),
    );
}

const rows = fc.uniqueArray(
  optionally({ id: id(200), title: visibleText(24) }, { description: visibleText(72) }),
  {
    minLength: 1,
    maxLength: 10,
    selector: (row) => row['id'],
  },
);

const flowCommon = {
  ...texts,
  flowToken: id(512),
  mode: fc.constantFrom('PUBLISHED', 'DRAFT'),
};
const payload = optionally(
  { screen: fc.stringMatching(/^[A-Z_]{1,20}$/) },
  {
    data: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.jsonValue({ noUnicodeString: true, maxDepth: 3 }),
      { minKeys: 1 },
    ),
  },
);
const buttonText = fc.stringMatching(/^[A-Za-z]{1,20}$/);
const flow = fc.oneof(
  optionally(
    { body, buttonText, flowId: catalogId, action: fc.constant('NAVIGATE') },
    { ...flowCommon, payload },
  ),
  optionally({ body, buttonText, flowName: id(200), action: fc.constant('DATA_EXCHANGE') }, flowCommon),
);

const addressText = visibleText(200);
const addressFields = {
  ...{ name: addressText, phoneNumber: addressText, houseNumber: addressText, floorNumber: addressText },
  ...{ towerNumber: addressText, buildingName: addressText, address: addressText, landmarkArea: addressText },
  ...{ city: addressText, state: addressText },
};
const addressValues = optionally({}, { ...addressFields, pinCode: fc.stringMatching(/^[1-9][0-9]{5}$/) });

/** One arbitrary per kind, in the shape that the API takes. */
export const interactiveInputs = {
  replyButtons: optionally(
    {
      body,
      buttons: fc
        .uniqueArray(fc.record({ id: id(256), title }), {
          minLength: 1,
          maxLength: 3,
          selector: (button) => button.id,
        })
        .filter((all) => new Set(all.map((button) => button.title)).size === all.length),
    },
    texts,
  ),
  list: optionally(
    { body: visibleText(1024), buttonText: title, sections: sections('rows', rows) },
    { headerText, footer },
  ),
  ctaUrl: optionally({ body, displayText: title, url }, texts),
  flow,
  product: optionally({ catalogId, productRetailerId }, { body, footer }),
  productList: optionally(
    {
      headerText,
      body,
      catalogId,
      sections: sections('productRetailerIds', fc.array(productRetailerId, { minLength: 1, maxLength: 30 })),
    },
    { footer },
  ),
  catalog: optionally({ body }, { footer, thumbnailProductRetailerId: productRetailerId }),
  locationRequest: fc.record({ body }),
  address: optionally(
    { body },
    {
      ...texts,
      values: addressValues,
      savedAddresses: fc.uniqueArray(fc.record({ id: id(256), value: addressValues }), {
        minLength: 1,
        maxLength: 3,
        selector: (saved) => saved.id,
      }),
      validationErrors: optionally({}, { ...addressFields, pinCode: addressText }),
    },
  ),
  mediaCarousel: mediaCarouselInput,
  productCarousel: fc.record({
    body,
    catalogId,
    productRetailerIds: fc.array(productRetailerId, { minLength: 2, maxLength: 10 }),
  }),
  voiceCall: optionally(
    { body },
    {
      displayText: title,
      ttlMinutes: fc.integer({ min: 1, max: 43_200 }),
      payload: visibleText(512),
    },
  ),
  callPermissionRequest: optionally({}, { body }),
  contactInfoRequest: fc.record({ body }),
};
