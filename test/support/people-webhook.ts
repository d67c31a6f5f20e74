/** The phone number id of the development sender. */
const phoneNumberId = '106540352242922';
const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };

/** A webhook in which somebody writes, as Meta nests it. */
export function inboundWebhook(messages: readonly object[], contacts: readonly object[] = []): object {
  return webhook('messages', { metadata, contacts, messages });
}

/** A webhook of somebody who stops or resumes marketing in the app. */
export function preferenceWebhook(preference: object): object {
  const given = { detail: 'By the user', category: 'marketing_messages', ...preference };
  return webhook('user_preferences', { metadata, user_preferences: [given] });
}

let count = 0;

/** A text that somebody sent. */
export function textFrom(from: object, body: string, timestamp: number): object {
  count += 1;
  return { ...from, id: `wamid.SAID${count}`, timestamp: String(timestamp), type: 'text', text: { body } };
}

function webhook(field: string, value: object): object {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field, value }] }],
  };
}
