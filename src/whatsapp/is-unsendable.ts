import type { SendOutcome } from './classify-answer.ts';

/**
 * Whether the request can never be written as things are: a token or an address that no header or path may hold, or a
 * server that proves to be somebody else. Nobody is unreachable then, and waiting helps nothing before a person mends it.
 */
export function isUnsendable(outcome: SendOutcome): boolean {
  return outcome.class === 'NOT_WRITTEN' && hopeless.test(outcome.reason);
}

/** Codes of undici, of Node and of OpenSSL. */
const hopeless =
  /^(UND_ERR_(INVALID|NOT_SUPPORTED)|ERR_INVALID|ERR_UNESCAPED|ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH)/;
