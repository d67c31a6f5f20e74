import { z } from 'zod';

export interface TextRule {
  /** How the sentence names it: "The body". */
  what: string;
  /** 1 also refuses a text in which nothing can be seen. */
  min: 0 | 1;
  /** In UTF-16 code units, JavaScript's `length`: see `text.ts` for the reason. */
  max: number;
  /** One code for every fault; without it each fault has its own. */
  code?: string;
}

/** Text for people: what neither Postgres nor WhatsApp can hold is refused, never mended silently. */
export function wellFormedText(rule: TextRule) {
  return z.string().superRefine((given, ctx) => {
    report(ctx, rule, faultsOf(given, rule));
  });
}

/** A name that programs compare, like an idempotency key: on top of that, no line breaks and no control characters. */
export function wellFormedKey(rule: TextRule) {
  return z.string().superRefine((given, ctx) => {
    const faults = faultsOf(given, rule);
    if (/\p{Cc}/u.test(given.replaceAll('\0', ''))) faults.push(controlCharacter(rule));
    report(ctx, rule, faults);
  });
}

/** A name that comes back to the caller in webhooks, like the id of a button: WhatsApp refuses blanks at its ends. */
export function wellFormedId(rule: TextRule) {
  return z.string().superRefine((given, ctx) => {
    const faults = faultsOf(given, rule);
    if (given !== given.trim() && !invisible.test(given)) faults.push(edgeBlank(rule));
    report(ctx, rule, faults);
  });
}

interface Fault {
  code: string;
  message: string;
}

function faultsOf(given: string, { what, min, max }: TextRule): Fault[] {
  const faults: Fault[] = [];
  if (given.length > max) {
    faults.push({
      code: 'TEXT_TOO_LONG',
      message:
        `${what} may have ${max} UTF-16 code units (most characters are one, an emoji two or more), ` +
        `but has ${given.length}. Shorten it.`,
    });
  }
  if (min > 0 && invisible.test(given)) {
    faults.push({
      code: 'EMPTY_TEXT',
      message: `${what} must show something, but has only white space or invisible characters. Write a text.`,
    });
  }
  if (given.includes('\0')) {
    faults.push({
      code: 'INVALID_TEXT',
      message: `${what} holds the character U+0000, which cannot be stored. Remove it.`,
    });
  }
  if (!given.isWellFormed()) {
    faults.push({
      code: 'INVALID_TEXT',
      message: `${what} holds half of a character (a lone surrogate). Send whole characters; it was probably cut in the middle of an emoji.`,
    });
  }
  return faults;
}

function controlCharacter({ what }: TextRule): Fault {
  return {
    code: 'INVALID_TEXT',
    message: `${what} holds a line break, tab or other control character. Remove it.`,
  };
}

function edgeBlank({ what }: TextRule): Fault {
  return {
    code: 'EDGE_BLANKS',
    message: `${what} begins or ends with white space. Remove it.`,
  };
}

/** Braille blank (U+2800) is neither white space nor ignorable, yet shows nothing. */
const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

function report(ctx: z.RefinementCtx, rule: TextRule, faults: readonly Fault[]): void {
  for (const { code, message } of faults) {
    ctx.addIssue({ code: 'custom', params: { code: rule.code ?? code }, message });
  }
}
