import { z } from 'zod';
import { interactiveBody } from './body.ts';

export const contactInfoRequest = z.object({ body: interactiveBody });

export type ContactInfoRequestContent = z.infer<typeof contactInfoRequest>;
