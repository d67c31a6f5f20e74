/** One row of the failure table: what a code of WhatsApp means, and what the gateway does about it. */
export interface Failure {
  code: string;
  title: string;
  action: FailureAction;
  fault: FailureFault;
  scope: FailureScope;
  /** The sentence that the caller reads: what it means, and what to do. */
  advice: string;
  /** The least wait before another try. A pause without it lasts until a person has mended the cause. */
  waitSeconds?: number;
  /** Fewer tries than usual, where patience rarely helps. */
  maxTries?: number;
}

/**
 * NEVER: the same message would fail again. BACK_OFF: try again, later and later. PAUSE_PAIR: this sender to this
 * recipient only. PAUSE_TEMPLATE: this template of this sender only. SLOW_SENDER: everything from this sender goes on,
 * more slowly. PAUSE_SENDER: nothing from this sender; the message is not at fault and costs no try.
 * WAIT_FOR_WINDOW: not before a known time has passed or the recipient has acted.
 */
export type FailureAction =
  'NEVER' | 'BACK_OFF' | 'PAUSE_PAIR' | 'PAUSE_TEMPLATE' | 'SLOW_SENDER' | 'PAUSE_SENDER' | 'WAIT_FOR_WINDOW';

/** Who can change something about it. */
export type FailureFault = 'CALLER' | 'RECIPIENT' | 'ACCOUNT' | 'WHATSAPP';

/** Where the code appears: in the answer to a send, in a later webhook, or in both. */
export type FailureScope = 'SYNC' | 'WEBHOOK' | 'BOTH';
