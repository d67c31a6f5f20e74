import { z } from 'zod';
import { given } from '../given.ts';
import { wellFormedText } from '../text-rules.ts';
import { wholeNumber } from '../whole-number.ts';
import { interactiveBody } from './body.ts';
import { buttonTitle } from './button-title.ts';

export const minTtlMinutes = 1; // minutes; REF §2.10
export const maxTtlMinutes = 43_200; // minutes, 30 days; REF §2.10
export const maxCallPayload = 512; // UTF-16 code units; REF §2.10

const ttlMinutes = wholeNumber({
  what: 'The minutes',
  min: minTtlMinutes,
  max: maxTtlMinutes,
  code: 'TTL_OUT_OF_RANGE',
});

export const voiceCall = z
  .object({
    body: interactiveBody,
    displayText: buttonTitle.nullish(),
    ttlMinutes: ttlMinutes.nullish(),
    payload: wellFormedText({ what: 'The payload', min: 1, max: maxCallPayload }).nullish(),
  })
  .transform(given);

export type VoiceCallContent = z.infer<typeof voiceCall>;
