import type { Recipient as RecipientValue } from '../recipient/recipient.ts';
import { builder } from './builder.ts';

export const RecipientInput = builder.inputType('RecipientInput', {
  isOneOf: true,
  description: 'Whom the message is for: exactly one of the two.',
  fields: (t) => ({
    phone: t.field({ type: 'PhoneNumber', description: 'Their phone number.' }),
    userId: t.string({
      description:
        'WhatsApp\'s business-scoped user id, such as "US.13491208655302741918", for people whose number is hidden.',
    }),
  }),
});

export const Recipient = builder.objectRef<RecipientValue>('Recipient').implement({
  description: 'Whom a message is for: one of the two is given.',
  fields: (t) => ({
    phone: t.field({
      type: 'PhoneNumber',
      nullable: true,
      description: 'Their phone number.',
      resolve: (of) => ('phone' in of ? of.phone : null),
    }),
    userId: t.string({
      nullable: true,
      description: "WhatsApp's business-scoped user id.",
      resolve: (of) => ('userId' in of ? of.userId : null),
    }),
  }),
});
