import { attacks } from './attacks.ts';

/** One attack in a process of its own: it goes on until it is killed, and ends by itself with whoever started it. */
const { PORT, KEY = '', START = '', SHARE, ATTACK } = process.env;
/** Longer than any round; ms. */
const limitMs = 120_000;

setTimeout(() => process.exit(), limitMs).unref();
process.once('disconnect', () => process.exit());
attacks[Number(ATTACK)]?.run({ port: Number(PORT), key: KEY, start: START, share: Number(SHARE) });
process.send?.({});
