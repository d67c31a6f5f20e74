import type { Boundary } from './boundary.ts';
import { carouselBoundaries } from './carousel.ts';
import { flowBoundaries } from './flow.ts';
import { frameBoundaries } from './frame.ts';
import { interactiveBoundaries } from './interactive.ts';
import { orderBoundaries } from './order.ts';
import { paymentBoundaries } from './payment.ts';
import { sectionBoundaries } from './sections.ts';
import { simpleBoundaries } from './simple.ts';
import { templateButtonBoundaries } from './template-buttons.ts';
import { templateBoundaries } from './template.ts';

/** Every limit that the gateway knows, as input: for its own tests and for those that knock at the public door. */
export const allBoundaries: readonly Boundary[] = [
  ...simpleBoundaries,
  ...frameBoundaries,
  ...interactiveBoundaries,
  ...sectionBoundaries,
  ...flowBoundaries,
  ...carouselBoundaries,
  ...orderBoundaries,
  ...paymentBoundaries,
  ...templateBoundaries,
  ...templateButtonBoundaries,
];
