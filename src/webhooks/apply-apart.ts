import type { Tx } from '../db/database.ts';
import { mayPass } from '../db/failures.ts';
import { inSavepoint } from '../db/in-savepoint.ts';

/**
 * Applies pieces of webhooks all at once. When that throws, it tries the halves, until the piece that throws is alone and
 * is set aside; the others are applied. Whatever is thrown counts, except what the database may get over.
 */
export async function applyApart<Piece, Done>(
  tx: Tx,
  pieces: readonly Piece[],
  act: (inner: Tx, pieces: readonly Piece[]) => Promise<Done>,
  setAside: (piece: Piece, error: unknown) => void,
): Promise<Done[]> {
  if (pieces.length === 0) return [];
  try {
    return [await inSavepoint(tx, (inner) => act(inner, pieces))];
  } catch (error) {
    if (mayPass(error)) throw error;
    const [only, ...others] = pieces;
    if (others.length === 0) {
      if (only !== undefined) setAside(only, error);
      return [];
    }
    const middle = Math.ceil(pieces.length / 2);
    return [
      ...(await applyApart(tx, pieces.slice(0, middle), act, setAside)),
      ...(await applyApart(tx, pieces.slice(middle), act, setAside)),
    ];
  }
}
