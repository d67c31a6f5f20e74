import type { Failure } from '../failure.ts';

/** Codes of order messages, told by webhook. They are shorter than all others; WhatsApp took them over from its older API. */
export const paymentFailures: readonly Failure[] = [
  {
    code: '2040',
    title: 'Message is not supported',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice: 'The app of the recipient cannot take this message. Send another type.',
  },
  {
    code: '2046',
    title: 'Order status invalid transition',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'WEBHOOK',
    advice:
      'The order cannot go from its status to this one. A completed or canceled order keeps its status.',
  },
  {
    code: '2047',
    title: 'Order cancellation failure',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'WEBHOOK',
    advice: 'The order cannot be canceled, because it was paid or its payment is under way.',
  },
];
