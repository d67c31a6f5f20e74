import fc from 'fast-check';
import { documentSource, filename, imageSource, videoSource } from './media.ts';
import { moment, orderInput, orderUpdateInput } from './order.ts';
import { id, optionally, visibleText } from './texts.ts';

/** Text that may stand in a variable: one line without wide gaps. */
function line(max: number) {
  return visibleText(max)
    .map((given) => given.replaceAll(/[\n\r\t\v\f\u0085\u2028\u2029]/gu, 'x'))
    .map((given) => given.replaceAll('     ', 'xxxxx'));
}

const catalogId = fc.stringMatching(/^[0-9]{15}$/);
const productRetailerId = id(100);
const parameterName = fc.stringMatching(/^[a-z][a-z0-9_]{0,19}$/);
const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true }).map((given) => given + 0);

function headers(named: boolean) {
  const media = { image: imageSource, video: videoSource, gif: videoSource };
  return fc.oneof(
    fc.record({ text: fc.record({ text: line(60), ...(named ? { name: parameterName } : {}) }) }),
    ...Object.entries(media).map(([kind, source]) => source.map((given) => ({ [kind]: given }))),
    fc.record({ document: optionally({ source: documentSource }, { filename }) }),
    fc.record({ product: fc.record({ productRetailerId, catalogId }) }),
    fc.record({
      location: optionally(
        { latitude: degrees(90), longitude: degrees(180), name: visibleText(100) },
        { address: visibleText(100) },
      ),
    }),
  );
}

const currency = fc.record({
  fallbackValue: line(100),
  code: fc.stringMatching(/^[A-Z]{3}$/),
  amount1000: fc.maxSafeInteger(),
});

/** As many as fit together into a body of 1,024. */
function bodies(named: boolean) {
  const texts = fc.oneof(
    line(1024).map((text) => [text]),
    fc.array(line(100), { minLength: 1, maxLength: 10 }),
  );
  if (named)
    return texts.map((all) => ({ named: all.map((text, index) => ({ name: `name_${index}`, text })) }));
  const parameter = fc.oneof(
    line(100).map((text) => ({ text })),
    fc.record({ currency }),
    fc.record({ dateTime: fc.record({ fallbackValue: line(100) }) }),
  );
  return fc.oneof(
    texts.map((all) => ({ positional: all.map((text) => ({ text })) })),
    fc.array(parameter, { minLength: 1, maxLength: 10 }).map((positional) => ({ positional })),
  );
}

const flowData = fc.dictionary(
  fc.integer({ min: 0, max: 99 }).map((number) => `field_${number}`),
  fc.oneof(visibleText(60), fc.integer(), fc.boolean(), fc.array(visibleText(20), { maxLength: 3 })),
  { minKeys: 1, maxKeys: 5 },
);

const sections = fc
  .array(fc.tuple(visibleText(24), fc.array(productRetailerId, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 10,
  })
  .map((all) => all.map(([title, productRetailerIds]) => ({ title, productRetailerIds })));

/** What each kind of button may say, but for its index. */
const buttonKinds = {
  quickReply: fc.record({ payload: visibleText(128) }),
  url: fc.record({ suffix: line(2000) }),
  copyCode: fc.record({ code: line(20) }),
  flow: optionally({}, { token: id(512), data: flowData }),
  catalog: optionally({}, { thumbnailProductRetailerId: productRetailerId }),
  multiProduct: fc.record({ thumbnailProductRetailerId: productRetailerId, sections }),
  orderDetails: fc.record({ order: orderInput }),
  voiceCall: optionally({}, { ttlMinutes: fc.integer({ min: 1, max: 43_200 }), payload: visibleText(512) }),
  groupInvite: fc.record({ groupId: id(128) }),
};

type Kind = keyof typeof buttonKinds;

const kinds = Object.keys(buttonKinds) as Kind[];

function button(kind: Kind, index: number) {
  return (buttonKinds[kind] as fc.Arbitrary<object>).map((given) => ({ [kind]: { ...given, index } }));
}

/** Kinds at places: two links and one coupon at most, since no template has more. */
function placesOf(allowed: readonly Kind[]) {
  const place = fc.record({ kind: fc.constantFrom(...allowed), index: fc.integer({ min: 0, max: 9 }) });
  return fc
    .uniqueArray(place, { minLength: 1, maxLength: 10, selector: ({ index }) => index })
    .filter((all) => all.filter(({ kind }) => kind === 'url' || kind === 'groupInvite').length <= 2)
    .filter((all) => all.filter(({ kind }) => kind === 'copyCode').length <= 1);
}

function buttonsAt(places: readonly { kind: Kind; index: number }[]) {
  return fc.tuple(...places.map(({ kind, index }) => button(kind, index)));
}

/** What all cards share is drawn first, then the cards. */
function carousels(named: boolean) {
  return fc
    .record({
      header: fc.constantFrom(
        fc.record({ image: imageSource }),
        fc.record({ video: videoSource }),
        fc.record({ product: fc.record({ productRetailerId, catalogId }) }),
      ),
      body: fc.option(fc.constant(bodies(named)), { nil: undefined }),
      places: fc.option(placesOf(['quickReply', 'url']), { nil: undefined }),
    })
    .chain(({ header, body, places }) =>
      fc.array(
        fc.record({
          header,
          ...(body ? { body } : {}),
          ...(places ? { buttons: buttonsAt(places) } : {}),
        }),
        { minLength: 2, maxLength: 10 },
      ),
    );
}

const identity = {
  name: fc.stringMatching(/^[a-z0-9_]{1,60}$/),
  language: fc.constantFrom('en', 'en_US', 'pt_BR', 'fil', 'zh_HK', 'es_419'),
};

/** Numbered or named is drawn first: it holds for the whole template. */
const filledInput = fc.boolean().chain((named) =>
  optionally(identity, {
    category: fc.constantFrom('MARKETING', 'UTILITY'),
    header: headers(named),
    body: bodies(named),
    buttons: placesOf(kinds).chain(buttonsAt),
    carousel: carousels(named),
    limitedTimeOffer: fc.record({ expiresAt: moment }),
    orderStatus: orderUpdateInput,
  }),
);

const authenticationInput = optionally(
  { ...identity, authentication: fc.record({ code: fc.stringMatching(/^[A-Za-z0-9-]{1,15}$/) }) },
  { category: fc.constant('AUTHENTICATION') },
);

export const templateInput = fc.oneof({ weight: 4, arbitrary: filledInput }, authenticationInput);
