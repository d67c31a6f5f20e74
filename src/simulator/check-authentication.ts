import { isFields, type Fields } from './check-parameter.ts';
import { fieldsOf } from './check-shape.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Codes to log in with go to phone numbers only. They are known by their form: one code, in the body and in the link. */
export function checkUserIdRecipient({ type, template }: Fields): Refusal | undefined {
  if (type !== 'template' || !isFields(template)) return undefined;
  const components = fieldsOf(template['components']);
  const [body, button, ...others] = components.toSorted((a, b) => rank(a) - rank(b));
  const code = readCode(body, 'body');
  if (others.length > 0 || code === undefined || code !== readCode(button, 'button')) return undefined;
  return refuse(
    131062,
    'One-time codes cannot be sent to a business-scoped user id; a phone number is needed.',
  );
}

function rank({ type }: Fields): number {
  return type === 'body' ? 0 : 1;
}

function readCode(component: Fields | undefined, type: string): string | undefined {
  if (component?.['type'] !== type) return undefined;
  const [parameter, ...others] = fieldsOf(component['parameters']);
  const text = parameter?.['text'];
  return others.length === 0 && typeof text === 'string' && oneTimeCode.test(text) ? text : undefined;
}

const oneTimeCode = /^[A-Za-z0-9]{1,15}$/;
