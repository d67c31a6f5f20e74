import { z } from 'zod';
import { given } from '../given.ts';
import { interactiveBody } from './body.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import { replyButtonsBy } from './reply-button.ts';

export const maxReplyButtons = 3; // buttons; REF §2.10
export const maxReplyId = 256; // UTF-16 code units; REF §2.10

const buttons = replyButtonsBy({ what: 'The buttons', min: 1, max: maxReplyButtons, maxId: maxReplyId });

export const replyButtons = z
  .object({ header: header.nullish(), body: interactiveBody, footer: footer.nullish(), buttons })
  .transform(given);

export type ReplyButtonsContent = z.infer<typeof replyButtons>;
