import fc from 'fast-check';
import { contactsInput } from './contacts.ts';
import { interactiveInputs } from './interactive.ts';
import { audioInput, documentInput, imageInput, stickerInput, videoInput } from './media.ts';
import { orderDetailsInput, orderStatusInput } from './order.ts';
import { reactionInput } from './reaction.ts';
import { templateInput } from './template.ts';
import { optionally, visibleText } from './texts.ts';

/** Without -0, which JSON does not keep. */
const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true }).map((given) => given + 0);

/** Valid inputs of every kind of message, in the shape of `MessageContentInput`. */
export const contentInputs: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  template: fc.record({ template: templateInput }),
  text: fc.record({ text: optionally({ body: visibleText(4096) }, { previewUrl: fc.boolean() }) }),
  image: fc.record({ image: imageInput }),
  video: fc.record({ video: videoInput }),
  audio: fc.record({ audio: audioInput }),
  document: fc.record({ document: documentInput }),
  sticker: fc.record({ sticker: stickerInput }),
  location: fc.record({
    location: optionally(
      { latitude: degrees(90), longitude: degrees(180), name: visibleText(1000) },
      { address: visibleText(1000) },
    ),
  }),
  contacts: fc.record({ contacts: contactsInput }),
  reaction: fc.record({ reaction: reactionInput }),
  ...Object.fromEntries(
    Object.entries<fc.Arbitrary<unknown>>({
      ...interactiveInputs,
      orderDetails: orderDetailsInput,
      orderStatus: orderStatusInput,
    }).map(([kind, input]) => [
      `interactive ${kind}`,
      input.map((given) => ({ interactive: { [kind]: given } })),
    ]),
  ),
};
