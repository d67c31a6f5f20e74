import type { Tx } from '../db/database.ts';

/** Why a message ended because of a fault of ours. */
export interface DeadLetter {
  stage: 'CLAIM' | 'RENDER' | 'SETTLE';
  /** The kind of error and its place in the code; never its text, which may quote the message. */
  cause: string;
}

/** The first fault of a message is the one to look for. */
export function writeDeadLetters(
  tx: Pick<Tx, 'queryLast'>,
  tenantId: string,
  letters: readonly (DeadLetter & { messageId: string })[],
): void {
  if (letters.length === 0) return;
  void tx.queryLast(
    `INSERT INTO dead_letter (tenant_id, message_id, stage, cause)
     SELECT $1, letter.* FROM unnest($2::uuid[], $3::text[], $4::text[]) AS letter
     ON CONFLICT DO NOTHING`,
    [
      tenantId,
      letters.map((each) => each.messageId),
      letters.map((each) => each.stage),
      letters.map((each) => each.cause),
    ],
  );
}
