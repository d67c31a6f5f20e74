import { randomBytes } from 'node:crypto';
import { findErrorCode } from './error-codes.ts';

/** What Meta says instead of yes. `message`, `type` and `http` override what the code alone would give. */
export type Refusal = {
  readonly code: number;
  readonly details?: string | undefined;
  readonly message?: string;
  readonly type?: string;
  readonly subcode?: number;
  readonly http?: number | undefined;
  readonly isTransient?: boolean | undefined;
};

export function refuse(code: number, details: string): Refusal {
  return { code, details };
}

export function refusalStatus(refusal: Refusal): number {
  return refusal.http ?? findErrorCode(refusal.code).http;
}

export function renderRefusal(refusal: Refusal): string {
  const { code, details, subcode, isTransient } = refusal;
  return JSON.stringify({
    error: {
      message: refusal.message ?? `(#${code}) ${findErrorCode(code).title}`,
      type: refusal.type ?? 'OAuthException',
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(isTransient === undefined ? {} : { is_transient: isTransient }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  });
}

export const wrongToken: Refusal = {
  code: 190,
  message: 'Invalid OAuth access token - Cannot parse access token',
};

// Meta names an unknown or invisible phone number id with code 100 and subcode 33.
export function unknownObject(id: string, method: 'get' | 'post' = 'post'): Refusal {
  return {
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  };
}

export function unknownPath(path: string): Refusal {
  return { code: 2500, http: 404, message: `Unknown path components: ${path}` };
}
