import type { z } from 'zod';
import { audio } from './audio.ts';
import { contacts } from './contacts.ts';
import { document } from './document.ts';
import { image } from './image.ts';
import { interactive } from './interactive/interactive.ts';
import { location } from './location.ts';
import { oneOf } from './one-of.ts';
import { reaction } from './reaction.ts';
import { sticker } from './sticker.ts';
import { template } from './template/template.ts';
import { text } from './text.ts';
import { video } from './video.ts';

/** What a message says, as it is given: one branch per type. */
export const content = oneOf({
  template,
  text,
  image,
  video,
  audio,
  document,
  sticker,
  location,
  interactive,
  contacts,
  reaction,
});

/** What a message says, after every check. The type of the message is the name of its field. */
export type Content = z.infer<typeof content>;
