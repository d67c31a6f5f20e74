/** What all our variables begin with that are not known by one of these names alone. */
const prefixes = [
  'HELIOGRAPH',
  'WHATSAPP',
  'SIMULATOR',
  'DISPATCH',
  'SEND',
  'PAIR',
  'QUEUE_LIMIT',
  'RECONCILE',
  'EVENT_RETENTION',
];

/** Of those without a prefix, the ones that no name of another program is near to. */
const distinct = [
  'DATABASE_URL',
  'DATABASE_SCHEMA',
  'DATABASE_CONNECTIONS',
  'ALLOWED_ORIGINS',
  'EVENT_RETENTION_DAYS',
  'QUEUE_LIMIT_SECONDS',
  'GRAPHIQL',
  'SHARE_PORT',
];

/** Two slips of the finger are taken for a typing error; letters. */
const slips = 2;
/** In shorter names two letters make another word; letters. */
const shortest = 6;

export interface UnknownName {
  name: string;
  /** The known name that is nearest, if one is near. */
  meant: string | undefined;
}

/**
 * Variables that look like ours and that nobody reads. `written` are those of our own file: what stands there is for us,
 * so a name that is nearly one of ours is a typing error also without a prefix. Elsewhere it is one only where no other
 * program has such a name.
 */
export function findUnknownNames(
  env: NodeJS.ProcessEnv,
  written: readonly string[],
  known: readonly string[],
): UnknownName[] {
  return Object.keys(env)
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, meant: nearest(name, known) }))
    .filter(
      ({ name, meant }) =>
        (hasPrefix(name) && !isOfKubernetes(name, env)) ||
        (meant !== undefined && (written.includes(name) || distinct.includes(meant))),
    );
}

/** It tells each container of each service: of one called "heliograph" with HELIOGRAPH_SERVICE_HOST, HELIOGRAPH_PORT and so on. */
function isOfKubernetes(name: string, env: NodeJS.ProcessEnv): boolean {
  const [, service] =
    /^(\w+?)_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)?)$/.exec(name) ?? [];
  return service !== undefined && /^\d+$/.test(env[`${service}_SERVICE_PORT`] ?? '');
}

function hasPrefix(name: string): boolean {
  const upper = name.toUpperCase();
  return prefixes.some((prefix) => upper.startsWith(`${prefix}_`));
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const upper = name.toUpperCase();
  const [best] = known
    // Comparing takes as long as both names together: one of a megabyte is like none.
    .filter((each) => Math.abs(each.length - name.length) <= slips)
    .map((each) => ({ each, distance: distanceOf(upper, each) }))
    .filter(({ each, distance }) => distance === 0 || (each.length >= shortest && distance <= slips))
    .sort((a, b) => a.distance - b.distance);
  return best?.each;
}

/** How many letters must be added, removed or replaced to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [down, letter] of Array.from(one).entries()) {
    const next = [down + 1];
    for (const [across, wanted] of Array.from(other).entries()) {
      const replaced = (row[across] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
