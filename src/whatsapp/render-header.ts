import type { Header } from '../content/interactive/header.ts';
import { present } from './present.ts';

export function renderHeader(header: Header): object {
  switch (header.type) {
    case 'text':
      return { type: 'text', text: header.text };
    case 'image':
      return { type: 'image', image: header.image };
    case 'video':
      return { type: 'video', video: header.video };
    case 'document': {
      const { source, filename } = header.document;
      return { type: 'document', document: { ...source, ...present({ filename }) } };
    }
    default:
      return header satisfies never;
  }
}
