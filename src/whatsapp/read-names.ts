import { isGiven, isRecord, listOrOne, recordOf, type JsonRecord } from './json-value.ts';
import { nameOf } from './name-of.ts';

/** The names of the only contact of a change: an item that names nobody is about them. */
export function onlyPersonIn(value: JsonRecord): string[] {
  const contacts = listOrOne(value['contacts']).filter(isRecord);
  return contacts.length === 1 ? contacts.flatMap(namesOfContact) : [];
}

/** Every name that a contact, a preference or a change of an id shows; all are of one person. */
export function namesOfContact(contact: JsonRecord): string[] {
  return namesIn(contact, [...ownNames, ...changedNames]);
}

/** The names that a contact has now. */
export function ownNamesOf(contact: JsonRecord): string[] {
  return namesIn(contact, ownNames);
}

/** Of a group's statuses only the group, or somebody in it whose names stand apart, would be told. */
export function namesOfStatus(status: JsonRecord): string[] {
  if (isOfGroup(status)) return [];
  const ids = ['recipient_id', 'recipient_user_id', 'parent_recipient_user_id', 'parent_user_id'];
  return namesIn(status, [...ids, 'recipient_parent_user_id']);
}

export function isOfGroup(status: JsonRecord): boolean {
  return status['recipient_type'] === 'group' || isGiven(status['recipient_participant_id']);
}

export function namesOfMessage(message: JsonRecord): string[] {
  return namesIn(message, ['from', 'from_user_id', 'from_parent_user_id']);
}

/**
 * Somebody who changed their number or user id is still the same person, under every name that stands anywhere in the
 * item. It is not established which id WhatsApp puts in `from_user_id`, the old or the new: so both places are read. A
 * change that names nobody else is about the only contact.
 */
export function shownByMessage(message: JsonRecord, onlyPerson: readonly string[]): string[] {
  const own = [...namesOfMessage(message), ...namesIn(message, changedNames)];
  const system = recordOf(message['system']);
  if (message['type'] !== 'system' || !tellsOfOne(message, system)) return own;
  const named = [...own, ...namesOfContact(system), ...onlyPerson];
  return [...new Set([...named, ...namesInBody(system, named)])];
}

/** What happens in a group, or under any word but a change, may be told of one person and name another. */
function tellsOfOne(message: JsonRecord, system: JsonRecord): boolean {
  const { type } = system;
  return (
    !isGiven(message['group_id']) && (!isGiven(type) || (typeof type === 'string' && /changed/i.test(type)))
  );
}

/**
 * Some samples tell the old id in the text alone. People choose a part of that text, the name they go by: so only its end
 * counts, and only when it speaks of a name that the item has.
 */
function namesInBody({ body, type }: JsonRecord, named: readonly string[]): string[] {
  if (typeof body !== 'string' || typeof type !== 'string' || !changeOfName.test(type)) return [];
  const [former, now] = (changeAtEnd.exec(body) ?? []).slice(1).map(nameOf);
  if (former === undefined || now === undefined) return [];
  return named.includes(former) || named.includes(now) ? [former, now] : [];
}

const changeOfName = /^(?:user|customer)_changed/;
const changeAtEnd = / from (\+?[A-Za-z0-9.]{7,140}) to (\+?[A-Za-z0-9.]{7,140}?)\.?$/;

const ownNames = ['wa_id', 'user_id', 'parent_user_id'];
/** How the two sides of a change are called; since 11 August 2026 "previous", REF §10. */
const sides = ['previous', 'current', 'old', 'new'];
/** `customer` is the old number in older versions. */
const changedNames = [...sides.flatMap((side) => ownNames.map((name) => `${side}_${name}`)), 'customer'];

/** A field may also hold both sides of a change: `user_id: { previous, current }`. */
function namesIn(of: JsonRecord, keys: readonly string[]): string[] {
  return keys.flatMap((key) => {
    const value = of[key];
    const names = isRecord(value) ? sides.map((side) => value[side]) : [value];
    return names.flatMap((name) => nameOf(name) ?? []);
  });
}
