/** What every change about messages carries. */
export const metadata = {
  metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
};

/** One status as Meta sends it, with what a test changes about it. */
export function status(changed: object = {}): object {
  return {
    id: 'wamid.OUT1',
    status: 'sent',
    timestamp: '1788256800',
    recipient_id: '16505550101',
    ...changed,
  };
}

/** One message of somebody as Meta sends it, likewise. */
export function inbound(changed: object = {}): object {
  return {
    from: '16505550101',
    id: 'wamid.IN1',
    timestamp: '1788256900',
    type: 'text',
    text: { body: 'Hello' },
    ...changed,
  };
}

export function messages(items: readonly unknown[], contacts: readonly unknown[] = []): Buffer {
  return changes([{ field: 'messages', value: { ...metadata, contacts, messages: items } }]);
}

export function statuses(items: readonly unknown[]): Buffer {
  return changes([{ field: 'messages', value: { ...metadata, statuses: items } }]);
}

export function changes(items: readonly unknown[]): Buffer {
  return Buffer.from(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: items }] }),
  );
}
