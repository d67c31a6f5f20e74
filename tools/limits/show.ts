const units =
  /^(ms|s|seconds|minutes|hours|days|bytes|characters|digits|letters|UTF-16 code units)(?:[.,] ?(.*))?$/;

/** Names that say their unit. */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/(?:Ms|Millis|_timeout)$/, 'ms'],
  [/bytes$/i, 'bytes'],
  [/Seconds$/, 's'],
  [/Minutes$/, 'minutes'],
  [/Hours$/, 'hours'],
  [/Days$/, 'days'],
  [/Share$|^share/, 'share'],
];

/** Comments say "reason; unit.", or the other way round. What they name of papers that are not here is left out. */
export function describeUnit({ name, comment }: { name: string; comment: string }): {
  unit: string;
  reason: string;
} {
  let unit = suffixes.find(([suffix]) => suffix.test(name))?.[1] ?? '';
  const words = comment.split(/; ?/).flatMap((part) => {
    const [, found, rest = ''] = units.exec(part) ?? [];
    if (found !== undefined) unit ||= found;
    return found === undefined ? [part] : rest === '' ? [] : [rest];
  });
  const kept = words.filter((each) => !/^(?:REF|FM) §/.test(each)).join('; ');
  const reason = kept.replaceAll(/ (?:REF|FM) §[\d. row,§]*/g, '').replaceAll('|', '\\|');
  return { unit, reason: reason === '' ? '–' : reason.replace(/[.:]?$/, '.') };
}

/** Names of settings say their unit at the end, too. */
export function unitOfSetting(name: string): string {
  return { MS: 'ms', SECONDS: 's', DAYS: 'days' }[name.split('_').at(-1) ?? ''] ?? '';
}

/** As "1 to 3,650 days". */
export function showRange(from: number, to: number, unit: string): string {
  return `${show(from, unit)} to ${show(to, unit)}`.replace(/^(\S+) (.+) to (\S+) \2$/, '$1 to $3 $2');
}

/** As people say it: "10 s", "8 MiB". */
export function show(value: number, unit: string): string {
  switch (unit) {
    case 'ms':
      return value < 1_000 ? `${value} ms` : show(value / 1_000, 's');
    case 's':
    case 'seconds':
      return inSteps(value, ['s', 'min', 'h'], 60);
    case 'minutes':
      return inSteps(value, ['min', 'h'], 60);
    case 'hours':
      return `${value} h`;
    case 'bytes':
      return value % 1_024 ** 2 === 0 ? `${value / 1_024 ** 2} MiB` : inSteps(value, ['bytes', 'KiB'], 1_024);
    case 'share':
      return `${Math.round(value * 100)} %`;
    default:
      return `${value.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`;
  }
}

/** Larger steps where the number stays whole. */
function inSteps(value: number, [name = '', ...larger]: readonly string[], step: number): string {
  return larger.length > 0 && value >= 2 * step && value % step === 0
    ? inSteps(value / step, larger, step)
    : `${value.toLocaleString('en')} ${name}`;
}
