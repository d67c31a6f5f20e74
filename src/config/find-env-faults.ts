/** A line of a file of settings, counted from 1, and what is wrong with it. Never a value: it may be a secret. */
export interface EnvFault {
  line: number;
  got: string;
}

/**
 * What the reader of such files (`parseEnv` of Node) drops or cuts without a word. `refused` are lines that set nothing, and
 * values with an end that nobody can have meant; `doubtful` are values that are cut at a "#".
 */
export function findEnvFaults(lines: readonly string[]): { refused: EnvFault[]; doubtful: EnvFault[] } {
  const refused: EnvFault[] = [];
  const doubtful: EnvFault[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index]?.trim() ?? '';
    const line = index + 1;
    if (text === '' || text.startsWith('#')) continue;
    const [, name, value] = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      refused.push({ line, got: 'something else' });
      continue;
    }
    const [, quote] = /^\s*(["'`])/.exec(value) ?? [];
    if (quote === undefined) {
      if (/^(?:[^#]*[^\s#])?#/.test(value)) doubtful.push({ line, got: cutAtHash(name) });
      continue;
    }
    // A value in quotes may go on over several lines.
    const inside = [value.trim().slice(1), ...lines.slice(index + 1)];
    const last = inside.findIndex((each) => each.includes(quote));
    const behind = inside[last]?.split(quote).slice(1).join(quote).trim();
    if (behind === undefined) refused.push({ line, got: `a quote in ${name} that nothing closes` });
    else if (/^[^#]/.test(behind)) refused.push({ line, got: moreBehindQuote(name) });
    else index += last;
  }
  return { refused, doubtful };
}

function cutAtHash(name: string): string {
  return `the value of ${name} ends at its "#". Put quotes around it if "#" is a part of it, or a space in front of "#"`;
}

function moreBehindQuote(name: string): string {
  return `more behind the closing quote of ${name}. Put quotes of another kind around a value with quotes in it`;
}
