import { defineOneOf, defineShape } from '../shape.ts';
import { body, buttonText, replyButton } from './interactive-parts.ts';
import { mediaSource } from './simple-types.ts';

const cardHeader = defineOneOf('CarouselCardHeader', {
  description: 'What a card shows; of the same kind on all cards.',
  fields: {
    image: { type: mediaSource, description: 'A picture.' },
    video: { type: mediaSource, description: 'A film.' },
  },
});

const cardLink = defineShape('CarouselCardLink', {
  description: 'A button that opens a page.',
  fields: { displayText: buttonText, url: { type: 'URL', required: true, description: 'The page.' } },
});

const cardAction = defineOneOf('CarouselCardAction', {
  description: 'What a card offers; of the same kind and number on all cards.',
  fields: {
    ctaUrl: { type: cardLink, description: 'A button that opens a page.' },
    quickReplies: { type: [replyButton], description: '1 to 3 buttons that answer.' },
  },
});

const card = defineShape('CarouselCard', {
  description: 'One card. Its place in the list is its number.',
  fields: {
    header: { type: cardHeader, required: true, description: 'What it shows.' },
    body: {
      type: 'String',
      description: '1 to 160 UTF-16 code units and at most 2 line breaks; on all cards or on none.',
    },
    action: { type: cardAction, required: true, description: 'What it offers.' },
  },
});

export const mediaCarousel = defineShape('MediaCarousel', {
  output: 'MediaCarouselContent',
  description: 'Cards with pictures or films.',
  fields: { body, cards: { type: [card], required: true, description: '2 to 10 cards.' } },
});
