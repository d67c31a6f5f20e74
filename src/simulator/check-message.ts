import { checkUserIdRecipient } from './check-authentication.ts';
import { checkContent, contentTypes } from './check-content.ts';
import { checkKeys, checkText, isFields, type Fields } from './check-parameter.ts';
import { checkWamid } from './check-reaction.ts';
import type { Sender } from './read-settings.ts';
import { readRecipient, type Recipient } from './recipient.ts';
import { refuse, type Refusal } from './refusal.ts';

const longestOpaque = 512;

/** Judges a body as Meta does before it answers; the first fault found is the one reported. */
export function checkMessage(body: Fields, sender: Sender): Recipient | { readonly refusal: Refusal } {
  const refusal =
    checkProduct(body) ??
    checkParameterNames(body) ??
    checkRecipientType(body) ??
    checkAddressing(body) ??
    checkContext(body) ??
    checkText('biz_opaque_callback_data', body['biz_opaque_callback_data'], longestOpaque) ??
    checkText('recipient_identity_key_hash', body['recipient_identity_key_hash']) ??
    checkContent(body);
  if (refusal) return { refusal };
  const recipient = readRecipient(body);
  if (!recipient)
    return {
      refusal: refuse(131009, "Param to must be a phone number, or recipient a user id such as 'US.134…'."),
    };
  if (recipient.address === sender.digits)
    return { refusal: refuse(131021, 'Sender and recipient are the same number.') };
  const userIdRefusal = recipient.isPhone ? undefined : checkUserIdRecipient(body);
  return userIdRefusal ? { refusal: userIdRefusal } : recipient;
}

export function checkProduct(body: Fields): Refusal | undefined {
  const product = body['messaging_product'];
  if (product === 'whatsapp') return undefined;
  if (product === undefined) return refuse(100, 'The parameter messaging_product is required.');
  return refuse(100, "Param messaging_product must be one of {'whatsapp'}.");
}

const parameterNames = [
  ...contentTypes,
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'type',
  'context',
  'biz_opaque_callback_data',
  'recipient_identity_key_hash',
  'category',
  'ttl_seconds',
];

function checkParameterNames(body: Fields): Refusal | undefined {
  return checkKeys('message', body, parameterNames);
}

function checkRecipientType(body: Fields): Refusal | undefined {
  const kind = body['recipient_type'];
  if (kind === undefined || kind === 'individual') return undefined;
  if (kind === 'group') return refuse(131215, 'This phone number is not eligible for groups.');
  return refuse(100, 'Param recipient_type must be one of {INDIVIDUAL, GROUP}.');
}

function checkAddressing({ to, recipient }: Fields): Refusal | undefined {
  if (to === undefined && recipient === undefined) return refuse(100, 'The parameter to is required.');
  return checkText('to', to) ?? checkText('recipient', recipient);
}

function checkContext({ context, type }: Fields): Refusal | undefined {
  if (context === undefined) return undefined;
  if (type === 'reaction') return refuse(100, 'Param context cannot be used with a reaction.');
  if (!isFields(context)) return refuse(100, 'Param context must be a JSON object.');
  return (
    checkKeys('context', context, ['message_id']) ??
    checkWamid("context['message_id']", context['message_id'])
  );
}
