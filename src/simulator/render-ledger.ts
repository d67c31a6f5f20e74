import type { LedgerEntry } from './ledger.ts';

/** A JSON array in pieces, so that a million entries need not be one string. */
export function* renderLedger(entries: Iterable<LedgerEntry>): Generator<string> {
  let piece = '[';
  let separator = '';
  for (const entry of entries) {
    piece += separator + renderEntry(entry);
    separator = ',\n';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]\n`;
}

const pieceLength = 64 * 1024;

function renderEntry({ timeMs, body, isJson, ...named }: LedgerEntry): string {
  const head = JSON.stringify({ time: new Date(timeMs).toISOString(), ...named });
  return `${head.slice(0, -1)},"body":${isJson ? body : JSON.stringify(body)}}`;
}
