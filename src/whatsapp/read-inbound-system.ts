import type { InboundKind } from '../content/inbound-content.ts';
import { readableText, recordOf, wholeText, type JsonRecord } from './json-value.ts';

const maxText = 65_536; // characters, as of what people write

/** What WhatsApp itself tells of somebody, such as a change of their number. */
export function readInboundSystem(part: JsonRecord, message: JsonRecord): InboundKind {
  const event = wholeText(part['type']);
  const now = newIdIn(part);
  const previous = oldIdIn(part, message);
  const from = wholeText(message['from_user_id']);
  // Other events may name one person and be told of another.
  const isChange = event === undefined || /changed/i.test(event);
  return {
    type: 'SYSTEM',
    event,
    body: readableText(part['body'], maxText),
    waId: firstText([part['wa_id'], part['new_wa_id'], ...sidesOf(part['wa_id'], newSides)]),
    // It is not established which of the two ids is the sender's (REF §10): where one is missing, it is the other.
    userId: now ?? (previous !== undefined && from !== previous ? from : undefined),
    previousUserId: previous ?? (isChange && now !== undefined && from !== now ? from : undefined),
  };
}

const oldSides = ['previous', 'old'];
const newSides = ['current', 'new'];

function newIdIn(part: JsonRecord): string | undefined {
  const both = part['user_id'];
  return firstText([both, part['new_user_id'], part['current_user_id'], ...sidesOf(both, newSides)]);
}

function oldIdIn(part: JsonRecord, message: JsonRecord): string | undefined {
  const sides = sidesOf(part['user_id'], oldSides);
  const beside = [message['previous_user_id'], message['old_user_id']];
  return firstText([part['previous_user_id'], part['old_user_id'], ...sides, ...beside]);
}

/** One side of a change, where both stand in one field. */
function sidesOf(both: unknown, sides: readonly string[]): unknown[] {
  return sides.map((side) => recordOf(both)[side]);
}

function firstText(given: readonly unknown[]): string | undefined {
  return given.map(wholeText).find((each) => each !== undefined);
}
