import { checkBoolean, checkKeys, checkRequired, checkText, type Fields } from './check-parameter.ts';
import type { Refusal } from './refusal.ts';

const longestBody = 4096;

export function checkTextContent(text: Fields): Refusal | undefined {
  return (
    checkKeys('text', text, ['body', 'preview_url']) ??
    checkRequired("text['body']", text['body']) ??
    checkText("text['body']", text['body'], longestBody) ??
    checkBoolean("text['preview_url']", text['preview_url'])
  );
}
