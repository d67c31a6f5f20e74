import type { Comparison, Figure } from './comparison.ts';
import { escape } from './draw-ratios.ts';

const [width, rowHeight, labelWidth] = [960, 56, 470]; // px
const barWidth = width - labelWidth - 110;

/** Two bars for each time: ours and its reference, to the half of all and on to ninety-nine of a hundred. */
export function drawTimes(comparisons: readonly Comparison[]): string {
  const drawn = comparisons.filter((each) => each.ours.p99 !== undefined && each.theirs);
  const longest = Math.max(1, ...drawn.map(({ ours }) => ours.p99 ?? 0));
  const bar = ({ median, p99 = median }: Figure, y: number, colour: string): string => {
    const [half, most] = [median, p99].map((ms) => Math.round((ms / longest) * barWidth));
    return `<rect x="${labelWidth}" y="${y}" width="${most}" height="14" fill="${colour}" opacity="0.35"/>
<rect x="${labelWidth}" y="${y}" width="${half}" height="14" fill="${colour}"/>
<text x="${labelWidth + (most ?? 0) + 6}" y="${y + 12}">${shown(median)} / ${shown(p99)} ms</text>`;
  };
  const rows = drawn.map(({ scenario, reference, ours, theirs }, index) => {
    const y = index * rowHeight + 12;
    return `<text x="8" y="${y + 12}">${escape(scenario)}</text>
<text x="8" y="${y + 30}" fill="#666">beside ${escape(reference)}</text>
${bar(ours, y, '#2f6f4f')}
${theirs ? bar(theirs, y + 18, '#888') : ''}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${drawn.length * rowHeight + 20}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${rows.join('\n')}
</svg>
`;
}

function shown(ms: number): string {
  return String(Number(ms.toPrecision(3)));
}
