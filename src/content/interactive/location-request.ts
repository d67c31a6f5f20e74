import { z } from 'zod';
import { interactiveBody } from './body.ts';

export const locationRequest = z.object({ body: interactiveBody });

export type LocationRequestContent = z.infer<typeof locationRequest>;
