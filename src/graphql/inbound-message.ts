import type { InboundContext as Context } from '../content/inbound-content.ts';
import type { InboundMessage as Value } from '../inbound/inbound-message.ts';
import { builder } from './builder.ts';
import { InboundContent, InboundError, InboundMessageType } from './inbound-content.ts';
import { Message } from './message.ts';
import { Node } from './node.ts';
import { Recipient } from './recipient.ts';

const ReferredProduct = builder.objectRef<NonNullable<Context['product']>>('ReferredProduct').implement({
  description: 'The product of a catalog that they ask about.',
  fields: (t) => ({
    catalogId: t.string({ nullable: true, description: 'The catalog.', resolve: (of) => of.catalogId }),
    productRetailerId: t.string({
      nullable: true,
      description: 'Its id in the catalog.',
      resolve: (of) => of.productRetailerId,
    }),
  }),
});

const InboundContext = builder.objectRef<Context & { senderId: string }>('InboundContext').implement({
  description: 'What the message answers, and how it came.',
  fields: (t) => ({
    wamid: t.string({
      nullable: true,
      description: "The message that it answers, by WhatsApp's id. Personal data.",
      resolve: ({ wamid }) => wamid,
    }),
    message: t.field({
      type: Message,
      nullable: true,
      description: 'That message, when it is one of yours that went through this gateway.',
      resolve: ({ wamid, senderId }, _args, { loaders }) =>
        wamid === undefined ? null : loaders.messageByWamid.load({ senderId, wamid }),
    }),
    forwarded: t.boolean({
      description: 'They passed it on.',
      resolve: ({ forwarded, frequentlyForwarded }) => forwarded ?? frequentlyForwarded ?? false,
    }),
    frequentlyForwarded: t.boolean({
      description: 'It was passed on more than five times.',
      resolve: ({ frequentlyForwarded }) => frequentlyForwarded ?? false,
    }),
    product: t.field({
      type: ReferredProduct,
      nullable: true,
      description: 'The product that they ask about.',
      resolve: ({ product }) => product,
    }),
  }),
});

const InboundReferral = builder.objectRef<NonNullable<Value['referral']>>('InboundReferral').implement({
  description: 'The advertisement or post that led here.',
  fields: (t) => ({
    sourceUrl: t.string({ nullable: true, description: 'Its address.', resolve: (of) => of.sourceUrl }),
    sourceType: t.string({ nullable: true, description: 'ad or post.', resolve: (of) => of.sourceType }),
    sourceId: t.string({ nullable: true, description: "Meta's id of it.", resolve: (of) => of.sourceId }),
    headline: t.string({ nullable: true, description: 'Its headline.', resolve: (of) => of.headline }),
    body: t.string({ nullable: true, description: 'Its words.', resolve: (of) => of.body }),
    mediaType: t.string({ nullable: true, description: 'image or video.', resolve: (of) => of.mediaType }),
    mediaUrl: t.string({ nullable: true, description: 'Its picture or film.', resolve: (of) => of.mediaUrl }),
    clickId: t.string({
      nullable: true,
      description: "Meta's id of the click.",
      resolve: (of) => of.clickId,
    }),
  }),
});

export const InboundMessage = builder.objectRef<Value>('InboundMessage').implement({
  description: 'A message that somebody sent to one of your senders.',
  interfaces: [Node],
  fields: (t) => ({
    to: t.expose('to', { type: 'PhoneNumber', description: 'The sender of yours that it came to.' }),
    from: t.field({
      type: Recipient,
      description: 'Who wrote it, by every name that WhatsApp gave.',
      resolve: ({ fromPhone, fromUserId, senderId }) => ({
        phone: fromPhone ?? undefined,
        userId: fromUserId ?? undefined,
        senderId,
      }),
    }),
    profileName: t.exposeString('profileName', {
      nullable: true,
      description: 'What they call themselves on WhatsApp.',
    }),
    username: t.exposeString('username', { nullable: true, description: 'Their user name, without "@".' }),
    type: t.field({
      type: InboundMessageType,
      description: 'What kind of message it is.',
      resolve: ({ content }) => content.type,
    }),
    content: t.field({
      type: InboundContent,
      description: 'What they wrote. REACTION, EDIT and REVOKE are about an earlier message.',
      resolve: ({ content }) => ({ ...content }),
    }),
    errors: t.field({
      type: [InboundError],
      description: 'Why WhatsApp could not hand over all of it, such as 131052 for a file that is gone.',
      resolve: ({ content }) => [...(content.errors ?? [])].map((error) => ({ ...error })),
    }),
    context: t.field({
      type: InboundContext,
      nullable: true,
      description: 'What it answers, and how it came.',
      resolve: ({ context, senderId }) => context && { ...context, senderId },
    }),
    referral: t.field({
      type: InboundReferral,
      nullable: true,
      description: 'The advertisement or post that led here.',
      resolve: ({ referral }) => referral,
    }),
    groupId: t.exposeString('groupId', { nullable: true, description: 'The group it was written in.' }),
    wamid: t.exposeString('wamid', {
      description: "WhatsApp's id; give it as `context.wamid` to answer. Personal data.",
    }),
    providerAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When WhatsApp says it was written, to the second.',
      resolve: ({ providerAt }) => providerAt,
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When the gateway stored it.' }),
  }),
});
