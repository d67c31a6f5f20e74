import { z } from 'zod';
import { image, type ImageContent } from './image.ts';
import { location, type LocationContent } from './location.ts';
import { text, type TextContent } from './text.ts';

/** What a message says, after every check. The type of the message is the name of its field. */
export type Content =
  | { type: 'text'; text: TextContent }
  | { type: 'image'; image: ImageContent }
  | { type: 'location'; location: LocationContent };

/** The oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export const content = z
  .object({ text: text.nullish(), image: image.nullish(), location: location.nullish() })
  .transform((given, ctx): Content => {
    const found: Content[] = [];
    if (given.text != null) found.push({ type: 'text', text: given.text });
    if (given.image != null) found.push({ type: 'image', image: given.image });
    if (given.location != null) found.push({ type: 'location', location: given.location });

    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) return only;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXACTLY_ONE_FIELD' },
      message: `Expected exactly one kind of content, but got ${found.length}. Send one message for each.`,
    });
    return z.NEVER;
  });
