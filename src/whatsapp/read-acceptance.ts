import { exactText, listOf, recordOf } from './json-value.ts';

/** What WhatsApp says when it has taken a message. The wamid holds the recipient's number: personal data. */
export interface Acceptance {
  wamid: string;
  /** May differ from the number that was given (Brazil, Mexico); absent for a user id. */
  waId?: string | undefined;
  userId?: string | undefined;
  /** Templates only: accepted, held_for_quality_assessment, paused. */
  messageStatus?: string | undefined;
}

const maxId = 512; // characters, as for the ids in webhooks
const maxWord = 64; // characters, as for the words in webhooks

/** Undefined when the id is missing or unusable: taken, but we cannot say as what. */
export function readAcceptance(body: unknown): Acceptance | undefined {
  const answer = recordOf(body);
  const message = recordOf(listOf(answer['messages'])[0]);
  const contact = recordOf(listOf(answer['contacts'])[0]);
  const wamid = exactText(message['id'], maxId);
  if (wamid === undefined) return undefined;
  return {
    wamid,
    waId: exactText(contact['wa_id'], maxId),
    userId: exactText(contact['user_id'], maxId),
    messageStatus: exactText(message['message_status'], maxWord),
  };
}
