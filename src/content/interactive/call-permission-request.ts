import { z } from 'zod';
import { given } from '../given.ts';
import { interactiveBody } from './body.ts';

export const callPermissionRequest = z.object({ body: interactiveBody.nullish() }).transform(given);

export type CallPermissionRequestContent = z.infer<typeof callPermissionRequest>;
