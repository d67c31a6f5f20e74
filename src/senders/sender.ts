/** One of our WhatsApp numbers. */
export interface Sender {
  tenantId: string;
  senderId: string;
  /** E.164 with "+". */
  phoneNumber: string;
  /** Meta's id of the number: the address of its Cloud API, and how webhooks name it. */
  phoneNumberId: string;
}

export const senderColumns = `
  tenant_id AS "tenantId", sender_id AS "senderId", phone_number AS "phoneNumber", phone_number_id AS "phoneNumberId"`;
