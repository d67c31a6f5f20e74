import { measureMoves } from './stream/measure-moves.ts';
import { measureLatency } from './stream/measure-latency.ts';

const crowd = { sockets: 1_000, own: true, events: 10_000, rate: 60, wide: 100 };

/**
 * The live stream in figures: "npm run bench:stream -- <mode>". Gateway, writer and clients are processes of their own.
 */
const modes: Record<string, () => Promise<object>> = {
  'one-socket': () => measureLatency({ name: 'one-socket', sockets: 1, own: true, events: 1_000, rate: 100 }),
  'filtered-100': () =>
    measureLatency({ name: 'filtered-100', sockets: 100, own: true, events: 2_000, rate: 100 }),
  'filtered-1000': () =>
    measureLatency({ name: 'filtered-1000', sockets: 1_000, own: true, events: 2_000, rate: 100 }),
  'all-1000': () => measureLatency({ name: 'all-1000', sockets: 1_000, own: false, events: 100, rate: 5 }),
  'all-100': () => measureLatency({ name: 'all-100', sockets: 100, own: false, events: 500, rate: 25 }),
  // The same load twice: a hundred of the thousand see everything, and read it or stop reading.
  'deaf-0': () => measureLatency({ name: 'deaf-0', ...crowd, deaf: 0 }),
  'deaf-100': () => measureLatency({ name: 'deaf-100', ...crowd, deaf: 100 }),
  moves: () => measureMoves({ events: 200_000, movers: 2, rate: 4_000 }),
  'moves-short': () => measureMoves({ events: 20_000, movers: 2, rate: 2_000 }),
};

for (const mode of process.argv.slice(2)) {
  const run = modes[mode];
  if (!run) throw new Error(`Expected one of ${Object.keys(modes).join(', ')}, got ${mode}.`);
  process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`);
}
