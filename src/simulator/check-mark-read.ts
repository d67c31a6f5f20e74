import { checkProduct } from './check-message.ts';
import type { Fields } from './check-parameter.ts';
import { checkWamid } from './check-reaction.ts';
import { anything, requiredOneOf, shape } from './check-shape.ts';
import type { Refusal } from './refusal.ts';

/** A body with a status is no message: it marks one that came in as read, and may show that somebody is writing. */
export function isMarkRead(body: Fields): boolean {
  return body['status'] !== undefined;
}

export function checkMarkRead(body: Fields): Refusal | undefined {
  return checkProduct(body) ?? checkFields('message', body);
}

const checkFields = shape({
  messaging_product: anything,
  status: requiredOneOf(['read'], 100),
  message_id: checkWamid,
  typing_indicator: shape({ type: requiredOneOf(['text'], 100) }),
});
