import type { Comparison } from './comparison.ts';

const [width, rowHeight, labelWidth] = [960, 44, 470]; // px
const barWidth = width - labelWidth - 90;

/** One bar for each ratio on a logarithmic scale, with its spread and its target. */
export function drawRatios(comparisons: readonly Comparison[]): string {
  const drawn = comparisons.flatMap((each) => (each.ratio ? [{ ...each, ratio: each.ratio }] : []));
  const height = drawn.length * rowHeight + 20;
  const rows = drawn.map(({ scenario, reference, ratio, target, met }, index) => {
    const y = index * rowHeight + 10;
    const colour = met === false ? '#b3541e' : '#2f6f4f';
    const least = Number(/[\d.]+/.exec(target)?.[0] ?? NaN);
    const targetLine = Number.isNaN(least)
      ? ''
      : `<line x1="${x(least)}" x2="${x(least)}" y1="${y}" y2="${y + 30}" stroke="#222" stroke-dasharray="3 2"/>`;
    return `<text x="8" y="${y + 13}">${escape(scenario)}</text>
<text x="8" y="${y + 28}" fill="#666">to ${escape(reference)}</text>
<rect x="${labelWidth}" y="${y + 6}" width="${x(ratio.median) - labelWidth}" height="18" fill="${colour}"/>
<line x1="${x(ratio.min)}" x2="${x(ratio.max)}" y1="${y + 15}" y2="${y + 15}" stroke="#222"/>
${targetLine}<text x="${width - 80}" y="${y + 20}">${Number(ratio.median.toPrecision(3))} ×</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${rows.join('\n')}
</svg>
`;
}

/** From 0.1 to 100 times. */
function x(ratio: number): number {
  const share = (Math.log10(Math.min(100, Math.max(0.1, ratio))) + 1) / 3;
  return Math.round(labelWidth + share * barWidth);
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
