import { below } from './below.ts';
import type { Boundary, Row } from './boundary.ts';

/** Rows of an order in a message of its own, with paths that begin below it. */
export function orderOf(order: object, rows: readonly Row[]): Boundary[] {
  const full = (path: string) => (path === '' ? 'order' : `order.${path}`);
  return below(
    'interactive.orderDetails',
    { body: 'b', order },
    rows.map((row) => ({ ...row, path: full(row.path), reportedAt: full(row.reportedAt ?? row.path) })),
  );
}
