import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LedgerEntry } from './ledger.ts';
import type { MessageDesk } from './receive-message.ts';
import { toAddress } from './recipient.ts';
import { renderLedger } from './render-ledger.ts';
import { sendJson } from './send-json.ts';
import { summariseLedger } from './summarise-ledger.ts';

/** GET /_ledger?since=<index>&recipient=<number>. The next `since` comes in x-ledger-next. */
export async function serveLedger(
  { ledger }: Pick<MessageDesk, 'ledger'>,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const since = query.get('since') ?? '0';
  if (!/^\d{1,15}$/.test(since)) {
    sendJson(
      response,
      400,
      JSON.stringify({ error: `since: expected an index such as 0, got ${JSON.stringify(since)}` }),
    );
    return;
  }
  const entries = ledger.since(Number(since)).filter(sentTo(query.get('recipient')));
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'x-ledger-dropped': ledger.dropped,
    'x-ledger-next': ledger.nextIndex,
  });
  await pipeline(Readable.from(renderLedger(entries)), response);
}

/** GET /_ledger/summary: the ledger in figures, and what became of the webhooks. */
export function serveSummary(
  { ledger, pace, poster }: Pick<MessageDesk, 'ledger' | 'pace' | 'poster'>,
  response: ServerResponse,
): void {
  const summary = {
    ...summariseLedger(ledger.since(0)),
    dropped: ledger.dropped,
    paceRefusals: pace?.refused ?? { number: 0, pair: 0 },
    webhooks: { ...poster.counts, untold: poster.untold },
  };
  sendJson(response, 200, JSON.stringify(summary));
}

function sentTo(wanted: string | null): (entry: LedgerEntry) => boolean {
  if (wanted === null) return () => true;
  // In a query an unescaped plus sign reads as a space; both mean the same number.
  const address = toAddress(wanted);
  return ({ recipient }) => recipient !== null && (recipient === wanted || toAddress(recipient) === address);
}
