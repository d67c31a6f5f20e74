import type { ConversationWindow as Window } from '../contacts/find-windows.ts';
import type { PhoneNumber } from '../recipient/phone-number.ts';
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

const WindowState = builder.enumType('ConversationWindowState', {
  description: 'Whether somebody may be written to freely.',
  values: {
    OPEN: { description: 'They wrote to the sender lately: any message may go.' },
    CLOSED: { description: 'They wrote, too long ago: only templates arrive.' },
    UNKNOWN: {
      description:
        'This gateway never heard them write to this sender. Outside a window only templates arrive.',
    },
  } as const satisfies Record<Window['state'], object>,
});

const ConversationWindow = builder.objectRef<Window>('ConversationWindow').implement({
  description:
    'WhatsApp lets a sender write freely for 24 hours after somebody wrote to it, 72 after they came by an advertisement.',
  fields: (t) => ({
    state: t.expose('state', { type: WindowState, description: 'How it stands now.' }),
    until: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it closes, or closed; null while UNKNOWN.',
      resolve: ({ until }) => until,
    }),
  }),
});

/** A person by the names that are known, and the sender that they deal with. */
interface Person {
  phone?: string | undefined;
  userId?: string | undefined;
  senderId?: string | undefined;
}

export const Recipient = builder.objectRef<Person>('Recipient').implement({
  description: 'A person on WhatsApp, by the names that are known: at least one of the two.',
  fields: (t) => ({
    phone: t.field({
      type: 'PhoneNumber',
      nullable: true,
      description: 'Their phone number.',
      resolve: ({ phone }) => phone,
    }),
    userId: t.string({
      nullable: true,
      description: "WhatsApp's business-scoped user id.",
      resolve: ({ userId }) => userId,
    }),
    window: t.field({
      type: ConversationWindow,
      nullable: true,
      description:
        'Whether the sender of the message around it may write to them freely. Null where no sender is meant, as in the lists of suppression.',
      resolve: ({ senderId, phone, userId }, _args, { loaders }) =>
        senderId === undefined
          ? null
          : loaders.window.load({
              senderId,
              people: [
                ...(phone === undefined ? [] : [{ phone: phone as PhoneNumber }]), // stored, hence in its form
                ...(userId === undefined ? [] : [{ userId }]),
              ],
            }),
    }),
  }),
});
