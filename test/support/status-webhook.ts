import type { LedgerEntry } from './start-simulator.ts';

/** The phone number id of the development sender. */
const phoneNumberId = '106540352242922';

/** A webhook with these statuses, as Meta nests them. */
export function statusWebhook(statuses: readonly unknown[], of = phoneNumberId): object {
  const value = { metadata: { display_phone_number: '15550783881', phone_number_id: of }, statuses };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
  };
}

/** A status of a copy that WhatsApp has accepted. */
export function statusOf(
  accepted: Pick<LedgerEntry, 'wamid' | 'opaque'>,
  status: string,
  changed: object = {},
): object {
  return {
    id: accepted.wamid,
    status,
    timestamp: '1795341600',
    recipient_id: '16505550101',
    biz_opaque_callback_data: accepted.opaque,
    ...changed,
  };
}
