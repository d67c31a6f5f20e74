import type { LocationContent } from '../content/location.ts';
import { present } from './present.ts';

export function renderLocation({ latitude, longitude, name, address }: LocationContent): object {
  return { latitude: decimal(latitude), longitude: decimal(longitude), ...present({ name, address }) };
}

const decimals = 8; // about a millimetre on the ground

/** Degrees as the text that Meta documents: never `1e-7`, never `-0`. */
function decimal(degrees: number): string {
  return degrees
    .toFixed(decimals)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}
