import { judge, type Evidence, type Verdict } from '../evidence.ts';

/** P18: what a process believes of a COMMIT that went unanswered is so. */
export function checkBeliefs({ beliefs, overtaken }: Evidence): Verdict {
  const violations = beliefs
    .filter(({ verdict, isProved }) => (verdict === 'committed') !== isProved && verdict !== 'unknown')
    .map(({ process, xid, verdict }) => {
      const struck = overtaken.find((each) => each.process === process && each.numbers.includes(Number(xid)));
      const act = struck ? `the ${struck.act} of a crash, ` : '';
      const truth = verdict === 'committed' ? 'is not there' : 'is there';
      return `${process} believed ${act}transaction ${xid}, ${verdict}, and it ${truth}`;
    });
  const count = (wanted: string): number => beliefs.filter(({ verdict }) => verdict === wanted).length;
  const slowest = Math.max(0, ...beliefs.map((each) => each.tookMs));
  return judge(
    'P18 no lost COMMIT is believed',
    `${count('committed')} committed, ${count('aborted')} aborted, ${count('unknown')} unknown, the slowest verdict after ${slowest} ms; ${overtaken.length} lost numbers were given to others`,
    violations,
  );
}
