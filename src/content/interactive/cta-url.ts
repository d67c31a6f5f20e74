import { z } from 'zod';
import { given } from '../given.ts';
import { webLink } from '../web-link.ts';
import { interactiveBody } from './body.ts';
import { buttonTitle } from './button-title.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';

export const ctaUrl = z
  .object({
    header: header.nullish(),
    body: interactiveBody,
    footer: footer.nullish(),
    displayText: buttonTitle,
    url: webLink,
  })
  .transform(given);

export type CtaUrlContent = z.infer<typeof ctaUrl>;
