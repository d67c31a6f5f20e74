import { z } from 'zod';

export const maxTemplateName = 512; // characters; REF §2.11

export const templateName = z.string().superRefine((given, ctx) => {
  if (/^[a-z0-9_]+$/.test(given) && given.length <= maxTemplateName) return;
  ctx.addIssue({
    code: 'custom',
    params: { code: 'INVALID_TEMPLATE_NAME' },
    message:
      `Expected 1 to ${maxTemplateName} small letters, digits or "_", ` +
      `but got ${given.length} characters or others among them. Give the name as WhatsApp approved it.`,
  });
});
