import { checkBoolean } from './check-parameter.ts';
import { required, shape, text } from './check-shape.ts';

const longestBody = 4096;

export const checkTextContent = shape({ body: required(text(longestBody, 100)), preview_url: checkBoolean });
