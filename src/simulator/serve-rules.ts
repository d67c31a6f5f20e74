import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BehaviourChooser } from './choose-behaviour.ts';
import { readBody } from './read-body.ts';
import { readRules } from './read-rules.ts';
import { sendJson } from './send-json.ts';

/** PUT /_rules replaces all rules, or none when one is wrong. */
export async function setRules(
  chooser: BehaviourChooser,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const rules = readRules(String((await readBody(request)) ?? ''));
  if ('problems' in rules) {
    sendJson(
      response,
      400,
      JSON.stringify({ error: 'The rules were not changed.', problems: rules.problems }),
    );
    return;
  }
  chooser.setRules(rules);
  showRules(chooser, response);
}

/** GET /_rules answers what PUT took; x-rule-matches says how often each has matched. */
export function showRules(chooser: BehaviourChooser, response: ServerResponse): void {
  response.setHeader('x-rule-matches', chooser.matches.join(','));
  sendJson(response, 200, JSON.stringify(chooser.ruleSet));
}

/** DELETE /_rules: back to the beginning, magic recipients included. */
export function resetRules(chooser: BehaviourChooser, response: ServerResponse): void {
  chooser.setRules({ seed: 1, rules: [] });
  response.writeHead(204).end();
}
