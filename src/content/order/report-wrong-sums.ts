import type { z } from 'zod';

/** An order in which single values may still be wrong: absent and null mean the same. */
interface Bill {
  items: readonly { amount: number; saleAmount?: number | null | undefined; quantity: number }[];
  subtotal: number;
  tax: { amount: number };
  shipping?: { amount: number } | null | undefined;
  discount?: { amount: number } | null | undefined;
  total: number;
}

/** WhatsApp adds up again and refuses what does not agree (REF §2.10.2). */
export function reportWrongSums(ctx: z.RefinementCtx, bill: Bill): void {
  const { items, subtotal, tax, shipping, discount, total } = bill;
  const goods = items.reduce((sum, item) => sum + (item.saleAmount ?? item.amount) * item.quantity, 0);
  if (subtotal !== goods) {
    ctx.addIssue({
      code: 'custom',
      path: ['subtotal'],
      params: { code: 'SUBTOTAL_MISMATCH' },
      message:
        `Expected ${goods} hundredths, the sum over the items of sale amount or amount × quantity, ` +
        `but got ${subtotal}. Correct the one or the other.`,
    });
  }
  const due = subtotal + tax.amount + (shipping?.amount ?? 0) - (discount?.amount ?? 0);
  if (total !== due) {
    ctx.addIssue({
      code: 'custom',
      path: ['total'],
      params: { code: 'TOTAL_MISMATCH' },
      message:
        `Expected ${due} hundredths, which is subtotal + tax + shipping − discount, ` +
        `but got ${total}. Correct the one or the other.`,
    });
  }
}
