import fc from 'fast-check';
import { imageSource, videoSource } from './media.ts';
import { id, visibleText, webUrl as url } from './texts.ts';

const link = fc.record({ ctaUrl: fc.record({ displayText: visibleText(20), url }) });

function replies(count: number) {
  const button = fc.record({ id: id(20), title: visibleText(20) });
  return fc.record({
    quickReplies: fc
      .uniqueArray(button, { minLength: count, maxLength: count, selector: ({ id }) => id })
      .filter((all) => new Set(all.map(({ title }) => title)).size === all.length),
  });
}

const cardBody = visibleText(160).filter((text) => !/[\r\n]/.test(text));

/** What all cards share is drawn first, then the cards. */
const cards = fc
  .tuple(
    fc.constantFrom(fc.record({ image: imageSource }), fc.record({ video: videoSource })),
    fc.constantFrom(link, replies(1), replies(2), replies(3)),
    fc.boolean(),
  )
  .chain(([header, action, withBody]) =>
    fc.array(fc.record({ header, action, ...(withBody ? { body: cardBody } : {}) }), {
      minLength: 2,
      maxLength: 10,
    }),
  );

export const mediaCarouselInput = fc.record({ body: visibleText(1024), cards });
