import type { CarouselCard } from '../content/interactive/carousel-card.ts';
import type { MediaCarouselContent } from '../content/interactive/media-carousel.ts';
import type { ProductCarouselContent } from '../content/interactive/product-carousel.ts';
import { renderCtaUrlAction } from './render-cta-url.ts';
import { renderHeader } from './render-header.ts';

export function renderMediaCards({ cards }: MediaCarouselContent): object {
  return { cards: cards.map(renderMediaCard) };
}

function renderMediaCard({ header, body, action }: CarouselCard, index: number): object {
  return {
    card_index: index,
    type: 'cta_url', // also on cards with quick replies; REF §2.10.3
    header: renderHeader(header),
    ...(body === undefined ? {} : { body: { text: body } }),
    action: renderCardAction(action),
  };
}

export function renderProductCards({ catalogId, productRetailerIds }: ProductCarouselContent): object {
  return {
    cards: productRetailerIds.map((id, index) => ({
      card_index: index,
      type: 'product',
      action: { product_retailer_id: id, catalog_id: catalogId },
    })),
  };
}

function renderCardAction(action: CarouselCard['action']): object {
  switch (action.type) {
    case 'ctaUrl':
      return renderCtaUrlAction(action.ctaUrl);
    case 'quickReplies':
      return {
        buttons: action.quickReplies.map(({ id, title }) => ({
          type: 'quick_reply',
          quick_reply: { id, title },
        })),
      };
    default:
      return action satisfies never;
  }
}
