import type { DeliveryError } from '../delivery/delivery.ts';
import { failureOf } from '../whatsapp/failures.ts';
import { builder } from './builder.ts';

/** Codes that are ours and not WhatsApp's, with the sentence that the caller reads. */
const ownAdvice: Readonly<Record<string, { retryable: boolean; advice: string }>> = {
  INTERNAL: {
    retryable: false,
    advice: 'The gateway could not put this message together. Report it with the id of the message.',
  },
  WHATSAPP_UNREACHABLE: {
    retryable: true,
    advice: 'WhatsApp could not be reached. Nothing was sent; the gateway tries again by itself.',
  },
  REQUEST_UNSENDABLE: {
    retryable: true,
    advice:
      'The request to WhatsApp cannot be written with these settings, or whoever answers there does not prove to be WhatsApp; the code is in `details` and in the log. Nothing was sent, and the sender pauses. Check WHATSAPP_ACCESS_TOKEN, WHATSAPP_API_URL and certificates, and start the worker again.',
  },
  RECIPIENT_UNSUBSCRIBED: {
    retryable: false,
    advice:
      'The recipient has unsubscribed and the message asked to be filtered; it was not sent. Write to them again only after they come back (resubscribeRecipient).',
  },
  RECIPIENT_IN_BLOCK_LIST: {
    retryable: false,
    advice:
      'The recipient is on your block list and the message asked to be filtered; it was not sent. Take them off with unblockRecipient if that is wrong.',
  },
  REFERENCE_WAITS: {
    retryable: true,
    advice:
      'The message that this one answers or reacts to has no id on WhatsApp yet; the gateway tries again by itself.',
  },
  REFERENCE_NOT_SENT: {
    retryable: false,
    advice:
      'The message that this one answers or reacts to never reached WhatsApp. Send this one without the reference.',
  },
  NO_ANSWER: {
    retryable: false,
    advice:
      'The message may or may not have been sent. A status from WhatsApp settles it; do not send it again before.',
  },
  ANSWER_LOST: {
    retryable: false,
    advice:
      'WhatsApp took the message and its answer was lost on the way. Do not send it again; a status settles it.',
  },
};

export const MessageError = builder.objectRef<DeliveryError>('MessageError').implement({
  description: 'Why a message failed or waits, as a stable code and as sentences.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'WhatsApp\'s code as text, such as "131047", or one of the gateway\'s own in capitals.',
    }),
    title: t.exposeString('title', { description: 'What the code means, in a few words.' }),
    details: t.string({
      nullable: true,
      description: "WhatsApp's own words about this case.",
      resolve: (error) => error.details ?? null,
    }),
    retryable: t.boolean({
      description: 'Whether the same message to the same person may succeed later.',
      resolve: isRetryable,
    }),
    advice: t.string({
      description: 'What to do about it.',
      resolve: ({ code }) => ownAdvice[code]?.advice ?? failureOf(code, { webhook: true }).advice,
    }),
  }),
});

export function isRetryable({ code }: DeliveryError): boolean {
  return ownAdvice[code]?.retryable ?? failureOf(code, { webhook: true }).action !== 'NEVER';
}
