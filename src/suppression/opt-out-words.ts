import { builtInWords } from './built-in-words.ts';

/** What somebody may write to opt out of everything, of marketing only, or to come back. */
export interface OptOutWords {
  stop: readonly string[];
  stopMarketing: readonly string[];
  start: readonly string[];
}

export type WordMeaning = 'STOP' | 'STOP_MARKETING' | 'START';

/** Judges what people write; made once for many messages. */
export type WordJudge = (said: { words: readonly string[]; isButton: boolean }) => WordMeaning | undefined;

/**
 * A message counts only when it is one of the words and nothing else, so that "don't stop" is no opt-out. Whoever may
 * have meant the contrary does not come back: not by a question, and not by a button, which says what we wrote.
 */
export function createWordJudge(own: Partial<OptOutWords> = {}): WordJudge {
  const stop = own.stop ? normalised(own.stop) : builtIn.stop;
  const stopMarketing = own.stopMarketing ? normalised(own.stopMarketing) : builtIn.stopMarketing;
  const start = own.start ? normalised(own.start) : builtIn.start;
  return ({ words, isButton }) => {
    const said = words
      .map(cutEdges)
      .filter((each) => each.length <= maxSaid)
      .map(normalise);
    if (said.some((each) => stop.has(each))) return 'STOP';
    if (said.some((each) => stopMarketing.has(each))) return 'STOP_MARKETING';
    const isSure = !isButton && !words.some((each) => question.test(each));
    return isSure && said.some((each) => start.has(each)) ? 'START' : undefined;
  };
}

/** Nobody opts out in more, and a longer text is not looked at; characters, without what stands around. */
const maxSaid = 256;
const question = /[?¿؟？]/u;
/** Punctuation, symbols and emoji, space, and what cannot be seen. */
const isAround = (sign: string): boolean =>
  /^[\p{P}\p{S}\p{Z}\p{C}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u20E3\s]$/u.test(sign);

/** Sign by sign: an expression that looks for blanks at the end tries each of them again in a text of blanks. */
function cutEdges(text: string): string {
  const signs = Array.from(text);
  const first = signs.findIndex((sign) => !isAround(sign));
  return first < 0 ? '' : signs.slice(first, signs.findLastIndex((sign) => !isAround(sign)) + 1).join('');
}

/**
 * One form for all ways to write the same words. Accents are folded in Latin script only: in others a mark makes
 * another letter.
 */
export function normalise(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll(/[ıłøđё]/gu, (letter) => lookAlikes[letter] ?? letter)
    .replaceAll(/[\p{Pd}\p{Pc}\s]+/gu, ' ')
    .replaceAll(/[’‘ʼ`´]/gu, "'");
  return cutEdges(words);
}

/** Letters that no rule of Unicode takes apart. */
const lookAlikes: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ё: 'е' };

function normalised(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(normalise));
}

/** Made once: most tenants use them, and a judge is made for every batch of webhooks. */
const builtIn = {
  stop: normalised(builtInWords.stop),
  stopMarketing: normalised(builtInWords.stopMarketing),
  start: normalised(builtInWords.start),
};
