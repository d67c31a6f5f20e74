import { z } from 'zod';

/** A message on WhatsApp: one of ours by its id, or any by its wamid. */
export type MessageReference = { id: string } | { wamid: string };

export const maxWamid = 512; // characters; those seen have 60 to 130, Meta states no limit: ours

const messageId = z.string().superRefine((given, ctx) => {
  if (z.uuid().safeParse(given).success) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_MESSAGE_ID' },
    message:
      `Expected the id of a message of this gateway (a UUID), but got ${given.length} characters of another form. ` +
      'Give the id as it was answered, or the wamid in its own field.',
  });
});

const wamid = z.string().superRefine((given, ctx) => {
  if (given.length <= maxWamid && /^wamid\.[!-~]+$/.test(given)) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_WAMID' },
    message:
      `Expected WhatsApp's message id, "wamid." and at most ${maxWamid} characters in all, ` +
      `but got ${given.length} characters of another form. Give it exactly as WhatsApp reported it.`,
  });
});

/** The oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export const messageReference = z
  .object({ id: messageId.nullish(), wamid: wamid.nullish() })
  .transform((given, ctx): MessageReference => {
    if (typeof given.id === 'string' && given.wamid == null) return { id: given.id };
    if (typeof given.wamid === 'string' && given.id == null) return { wamid: given.wamid };
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXACTLY_ONE_FIELD' },
      message: 'Expected exactly one of id and wamid. Give one and leave out the other.',
    });
    return z.NEVER;
  });
