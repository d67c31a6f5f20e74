/** JSON the way Meta writes it: ASCII only, slashes escaped. Whoever re-serialises it gets other bytes and a wrong signature. */
export function serialiseLikeMeta(value: unknown): string {
  return JSON.stringify(value).replace(escaped, escapeCharacter);
}

const escaped = /[/\u0080-\uffff]/g; // a slash stands only inside strings, so escaping after the fact is safe

function escapeCharacter(character: string): string {
  if (character === '/') return '\\/';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
