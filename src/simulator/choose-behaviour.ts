import { findMagicRecipient } from './magic-recipients.ts';
import { findMagicTemplate } from './magic-templates.ts';
import { seedRandom, type Random } from './random.ts';
import { toAddress } from './recipient.ts';
import type { Answer, Rule, RuleSet, WebhookChanges } from './rule.ts';

export type Behaviour = { readonly answer: Answer; readonly webhooks: WebhookChanges };

export type Arrival = {
  readonly phoneNumberId: string;
  readonly type: string;
  readonly address: string;
  readonly template: string | undefined;
};

/** Decides what happens to a message that Meta would accept: the first matching rule, else a magic recipient or template, else yes. */
export class BehaviourChooser {
  #ruleSet: RuleSet = { seed: 1, rules: [] };
  #rules: { readonly rule: Rule; readonly address: string | undefined; matches: number }[] = [];
  #magicTurns = new Map<string, number>();
  random: Random = seedRandom(1);

  choose(arrival: Arrival): Behaviour {
    const rule = this.#findRule(
      (rule, address) => !isForHeads(rule) && matchesMessage(rule, address, arrival),
    );
    if (rule) return { answer: rule.answer ?? accept, webhooks: rule.webhooks ?? asUsual };
    return this.#chooseByMagic(arrival);
  }

  /** Asked before the body is read, so these rules go ahead of all others. */
  resetsBeforeRead(phoneNumberId: string): boolean {
    return this.#findRule((rule) => isForHeads(rule) && matchesSender(rule, phoneNumberId)) !== undefined;
  }

  setRules(ruleSet: RuleSet): void {
    this.#ruleSet = ruleSet;
    this.#rules = ruleSet.rules.map((rule) => {
      const { recipient } = rule.match;
      return { rule, address: recipient === undefined ? undefined : toAddress(recipient), matches: 0 };
    });
    this.#magicTurns.clear();
    this.random = seedRandom(ruleSet.seed);
  }

  get ruleSet(): RuleSet {
    return this.#ruleSet;
  }

  /** How often each rule has matched, in their order. */
  get matches(): readonly number[] {
    return this.#rules.map(({ matches }) => matches);
  }

  #findRule(fits: (rule: Rule, address: string | undefined) => boolean): Rule | undefined {
    for (const held of this.#rules) {
      const { probability = 1, times = Infinity } = held.rule.match;
      if (held.matches >= times || !fits(held.rule, held.address)) continue;
      if (probability < 1 && this.random() >= probability) continue;
      held.matches += 1;
      return held.rule;
    }
    return undefined;
  }

  #chooseByMagic({ address, template }: Arrival): Behaviour {
    const magic = findMagicRecipient(address);
    if (!magic) return chooseByTemplate(template);
    const turn = this.#magicTurns.get(magic.number) ?? 0;
    // Numbers with one answer need no memory; so the map stays as small as the table.
    if (magic.answers.length > 1) this.#magicTurns.set(magic.number, (turn + 1) % magic.answers.length);
    return { answer: magic.answers[turn] ?? accept, webhooks: magic.webhooks ?? asUsual };
  }
}

const accept: Answer = { kind: 'accept' };
const asUsual: WebhookChanges = {};

function chooseByTemplate(name: string | undefined): Behaviour {
  const magic = findMagicTemplate(name);
  if (!magic) return { answer: accept, webhooks: asUsual };
  return { answer: { kind: 'error', code: magic.code, details: magic.details }, webhooks: asUsual };
}

function isForHeads(rule: Rule): boolean {
  return rule.answer?.kind === 'resetBeforeRead';
}

function matchesMessage(rule: Rule, address: string | undefined, arrival: Arrival): boolean {
  const { type = arrival.type } = rule.match;
  const isRecipient = address === undefined || address === arrival.address;
  return isRecipient && type === arrival.type && matchesSender(rule, arrival.phoneNumberId);
}

function matchesSender({ match }: Rule, phoneNumberId: string): boolean {
  return match.phoneNumberId === undefined || match.phoneNumberId === phoneNumberId;
}
