import { z } from 'zod';
import { linkFaultOf } from './link-fault.ts';

/** A link that the recipient's own browser opens: unlike a media link, its host may be known only there. */
export const webLink = z.string().superRefine((given, ctx) => {
  const fault = linkFaultOf(given);
  if (fault === undefined) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_URL' },
    message: `Expected a link like "https://example.com/track/17", but ${fault}`,
  });
});
