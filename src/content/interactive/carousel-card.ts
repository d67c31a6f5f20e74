import { z } from 'zod';
import { given } from '../given.ts';
import { mediaSource } from '../media-source.ts';
import { oneOf } from '../one-of.ts';
import { wellFormedText } from '../text-rules.ts';
import { webLink } from '../web-link.ts';
import { buttonTitle } from './button-title.ts';
import { replyButtonsBy } from './reply-button.ts';

export const maxCardBody = 160; // UTF-16 code units; REF §2.10.3
export const maxCardLineBreaks = 2; // line breaks; REF §2.10.3
export const maxCardReplyId = 20; // UTF-16 code units; the smaller of two readings, REF §9 row 5
export const maxCardReplies = 3; // buttons; Meta states no limit: as many as a message with reply buttons

const cardBody = wellFormedText({ what: 'The body of a card', min: 1, max: maxCardBody }).superRefine(
  (given, ctx) => {
    const breaks = given.match(/\r\n|[\r\n]/g)?.length ?? 0;
    if (breaks <= maxCardLineBreaks) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'TOO_MANY_LINES' },
      message: `The body of a card may have ${maxCardLineBreaks} line breaks, but has ${breaks}. Remove some.`,
    });
  },
);

const quickReplies = replyButtonsBy({
  what: 'The buttons of a card',
  min: 1,
  max: maxCardReplies,
  maxId: maxCardReplyId,
});

export const carouselCard = z
  .object({
    header: oneOf({ image: mediaSource('image'), video: mediaSource('video') }),
    body: cardBody.nullish(),
    action: oneOf({ ctaUrl: z.object({ displayText: buttonTitle, url: webLink }), quickReplies }),
  })
  .transform(given);

export type CarouselCard = z.infer<typeof carouselCard>;
