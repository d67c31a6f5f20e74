import { expect } from 'vitest';
import { hashAliases, hashRecipient } from '../../src/contacts/hash-aliases.ts';
import { readName } from '../../src/recipient/read-name.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import { ensureSenders } from '../../src/senders/ensure-senders.ts';
import { findSuppressions } from '../../src/suppression/find-suppressions.ts';
import { takePeople } from '../../src/webhooks/take-people.ts';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { openContacts, tenantId, type OpenContacts } from '../contacts/open-contacts.ts';

export interface PeopleScene extends AsyncDisposable {
  open: OpenContacts;
  /** Takes what a webhook says of people. */
  take: (body: Buffer | object) => Promise<void>;
  /** The scopes in which a list holds somebody back under this name. */
  stopped: (name: string) => Promise<string[]>;
}

/** What webhooks say of people, without a gateway around it. */
export async function openPeopleScene(): Promise<PeopleScene> {
  const open = await openContacts();
  const sender = {
    phoneNumber: phoneNumber.parse('+15550783881'),
    phoneNumberId: '106540352242922',
    messagesPerSecond: 80,
  };
  await open.database.transaction((tx) => ensureSenders(tx, tenantId, [sender]));
  return {
    open,
    async take(given) {
      const body = Buffer.isBuffer(given) ? given : Buffer.from(JSON.stringify(given));
      const dead: unknown[] = [];
      const people = readWebhook(body).people.map((each) => ({ ...each, inboxId: 1 }));
      await open.database.transaction((tx) => takePeople(tx, open.key, people, dead as never[]));
      expect(dead).toEqual([]);
    },
    async stopped(name) {
      const recipient = readName(name);
      if (!recipient) throw new Error('Expected a name of a person.');
      const [hashes = [hashRecipient(open.key, recipient)]] = await hashAliases(
        open.database,
        tenantId,
        open.key,
        [recipient],
      );
      const entries = await findSuppressions(open.database, tenantId, hashes);
      return [...new Set(entries.map(({ scope }) => scope))].sort();
    },
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}
