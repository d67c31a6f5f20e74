import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';

/** A reference to one of our own messages, and where the caller wrote it. */
export interface OwnReference {
  messageId: string;
  path: readonly string[];
}

/** WhatsApp does not know our ids: each of these stands for a wamid that has to be looked up. */
export function ownReferences(of: {
  content: Content;
  context?: MessageReference | null | undefined;
}): OwnReference[] {
  const references: OwnReference[] = [];
  if (of.context && 'id' in of.context)
    references.push({ messageId: of.context.id, path: ['context', 'id'] });
  if (of.content.type === 'reaction' && 'id' in of.content.reaction.to) {
    references.push({ messageId: of.content.reaction.to.id, path: ['message', 'reaction', 'to', 'id'] });
  }
  return references;
}
