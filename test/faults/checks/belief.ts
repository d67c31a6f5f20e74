import { judge, type Evidence, type Verdict } from '../evidence.ts';

/**
 * P18: what a process believes of a COMMIT that went unanswered is so. Of one that a crash took back it is told within
 * seconds: the server is there again when it asks.
 */
export function checkBeliefs({ beliefs, overtaken }: Evidence): Verdict {
  const violations = beliefs.flatMap((belief) => {
    const { process, xid, verdict, tookMs, isProved } = belief;
    const struck = overtaken.find((each) => each.process === process && each.numbers.includes(Number(xid)));
    const which = `${process}, ${struck ? `the ${struck.act} of a crash, ` : ''}transaction ${xid}:`;
    if (verdict === 'committed' && !isProved) return [`${which} was believed committed and is not there`];
    if (verdict === 'aborted' && isProved) return [`${which} was believed aborted and is there`];
    if (struck && verdict === 'unknown') return [`${which} was not judged although the server was there`];
    if (struck && tookMs > verdictWithinMs) return [`${which} was judged after ${tookMs} ms`];
    return [];
  });
  const count = (wanted: string): number => beliefs.filter(({ verdict }) => verdict === wanted).length;
  const slowest = Math.max(0, ...beliefs.map((each) => each.tookMs));
  return judge(
    'P18 no lost COMMIT is believed',
    `${count('committed')} committed, ${count('aborted')} aborted, ${count('unknown')} unknown, the slowest verdict after ${slowest} ms; ${overtaken.length} lost numbers were given to others`,
    violations,
  );
}

/** From the server's return; ms. */
const verdictWithinMs = 3_000;
