import { findErrorCode } from './error-codes.ts';
import type { StatusNotice } from './plan-statuses.ts';
import { serialiseLikeMeta } from './serialise-like-meta.ts';

const accountId = '102290129340398'; // the pretend WhatsApp business account

/** Meta's envelope: one change per phone number id. */
export function renderWebhook(notices: readonly StatusNotice[]): Buffer {
  const bySender = Map.groupBy(notices, (notice) => notice.sender);
  const changes = [...bySender].map(([sender, told]) => ({
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: sender.digits, phone_number_id: sender.phoneNumberId },
      statuses: told.map(renderStatus),
    },
    field: 'messages',
  }));
  return Buffer.from(
    serialiseLikeMeta({ object: 'whatsapp_business_account', entry: [{ id: accountId, changes }] }),
    'latin1',
  );
}

function renderStatus(notice: StatusNotice): object {
  const { recipient, category, wamid, status, timestamp, opaque, errorCode } = notice;
  return {
    id: wamid,
    status,
    timestamp: String(timestamp),
    ...namesOf(recipient),
    ...(opaque === null ? {} : { biz_opaque_callback_data: opaque }),
    ...(status === 'sent' || status === 'delivered' ? { pricing: pricing[category] } : {}),
    ...(errorCode === undefined ? {} : { errors: [renderError(errorCode)] }),
  };
}

/** Under every name that the message had. */
function namesOf({ address, isPhone, userId }: StatusNotice['recipient']): object {
  if (!isPhone) return { recipient_user_id: address };
  return { recipient_id: address, ...(userId === undefined ? {} : { recipient_user_id: userId }) };
}

// A free-form message inside the 24-hour window costs nothing; templates are paid for.
const pricing = {
  service: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
  utility: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
  marketing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
} as const;

function renderError(code: number): object {
  const { title } = findErrorCode(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: failureDetails.get(code) ?? `${title}.` },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

const failureDetails: ReadonlyMap<number, string> = new Map([
  [131026, 'Message undeliverable.'],
  [
    131047,
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
  [131053, 'Downloading media from weblink failed with http code 404'],
]);
