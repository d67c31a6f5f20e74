import { isRecord, listOrOne, recordOf, type JsonRecord } from './json-value.ts';
import { namesOfMessage, ownNamesOf } from './read-names.ts';

/** Finds the contact that stands beside a message. */
export type FindContact = (message: JsonRecord) => JsonRecord;

/**
 * The contacts of a change, in a list of their own beside its messages. Made once for all of these: there may be as many
 * of the one as of the other. A message that names nobody is from the only contact.
 */
export function indexContacts(contacts: unknown): FindContact {
  const records = listOrOne(contacts).filter(isRecord);
  const byName = new Map<string, JsonRecord>();
  for (const contact of records) {
    for (const name of ownNamesOf(contact)) {
      if (!byName.has(name)) byName.set(name, contact);
    }
  }
  const only = records.length === 1 ? recordOf(records[0]) : {};
  return (message) => {
    const names = namesOfMessage(message);
    if (names.length === 0) return only;
    return names.map((name) => byName.get(name)).find((each) => each !== undefined) ?? {};
  };
}
