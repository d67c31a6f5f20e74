import {
  every,
  fieldsOf,
  findTwice,
  list,
  required,
  requiredOneOf,
  rule,
  shape,
  text,
} from './check-shape.ts';
import { isFields } from './check-parameter.ts';
import { refuse } from './refusal.ts';

const mostButtons = 3;

const trimmedId = every(text(256), (param, value) =>
  typeof value === 'string' && value.trim() !== value
    ? refuse(131009, `Param ${param} must not begin or end with a blank.`)
    : undefined,
);

/** The action of a message with reply buttons. */
export const checkReplyButtons = every(
  shape({
    buttons: required(
      list(
        1,
        mostButtons,
        shape({
          type: requiredOneOf(['reply']),
          reply: required(shape({ id: required(trimmedId), title: required(text(20)) })),
        }),
      ),
    ),
  }),
  rule(({ buttons }, param) => {
    const replies = fieldsOf(buttons).map(({ reply }) => (isFields(reply) ? reply : {}));
    const twice = findTwice(replies.map(({ id }) => id)) ?? findTwice(replies.map(({ title }) => title));
    if (twice === undefined) return undefined;
    return refuse(131009, `Param ${param}['buttons'] must have unique ids and titles.`);
  }),
);
