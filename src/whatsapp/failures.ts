import type { Failure } from './failure.ts';
import { accountFailures } from './failures/account.ts';
import { blockListFailures } from './failures/block-list.ts';
import { callingFailures } from './failures/calling.ts';
import { deliveryFailures } from './failures/delivery.ts';
import { flowFailures } from './failures/flows.ts';
import { formerFailures } from './failures/former.ts';
import { groupFailures } from './failures/groups.ts';
import { migrationFailures } from './failures/migration.ts';
import { paymentFailures } from './failures/payments.ts';
import { platformFailures } from './failures/platform.ts';
import { registrationFailures } from './failures/registration.ts';
import { retentionFailures } from './failures/retention.ts';
import { signUpFailures } from './failures/sign-up.ts';
import { templateManagementFailures } from './failures/template-management.ts';
import { templateFailures } from './failures/templates.ts';
import { usernameFailures } from './failures/usernames.ts';

/** Where the code was seen: with the HTTP status of an answer, or in a status webhook. */
export type FailureSeen = { httpStatus: number; isTransient?: boolean } | { webhook: true };

/** The row for a code. Every code has one: what the table does not know is judged by where it was seen. */
export function failureOf(code: string, seen: FailureSeen): Failure {
  return byCode.get(code) ?? permissionFailure(code) ?? unknownFailure(code, seen);
}

/** What a code is called, when the table knows it. */
export function titleOf(code: string): string | undefined {
  return byCode.get(code)?.title;
}

/** Every known code, once. */
export const failures: readonly Failure[] = [
  ...platformFailures,
  ...accountFailures,
  ...deliveryFailures,
  ...templateFailures,
  ...flowFailures,
  ...groupFailures,
  ...callingFailures,
  ...blockListFailures,
  ...registrationFailures,
  ...migrationFailures,
  ...templateManagementFailures,
  ...usernameFailures,
  ...paymentFailures,
  ...retentionFailures,
  ...signUpFailures,
  ...formerFailures,
];

const byCode = new Map(failures.map((failure) => [failure.code, failure]));

/** Meta reserves 200 to 299 for missing permissions and lists only the first. */
function permissionFailure(code: string): Failure | undefined {
  const permission = byCode.get('200');
  return permission !== undefined && /^2[0-9]{2}$/.test(code) ? { ...permission, code } : undefined;
}

const unknownServerFaultTries = 3; // REF §4.3 rule 5

function unknownFailure(code: string, seen: FailureSeen): Failure {
  const unknown = { code, title: 'Unknown code', fault: 'WHATSAPP' } as const;
  if ('webhook' in seen) {
    return {
      ...unknown,
      action: 'NEVER',
      scope: 'WEBHOOK',
      advice:
        'WhatsApp gave up on this message for a reason that is not in our table; read the details before you send it again.',
    };
  }
  if (seen.httpStatus >= 500 || seen.isTransient === true) {
    return {
      ...unknown,
      action: 'BACK_OFF',
      scope: 'SYNC',
      maxTries: unknownServerFaultTries,
      advice: 'WhatsApp reported a fault of its own that is not in our table; it is tried again a few times.',
    };
  }
  return {
    ...unknown,
    action: 'NEVER',
    scope: 'SYNC',
    advice:
      'WhatsApp refused this message for a reason that is not in our table; read the details and change the message.',
  };
}
