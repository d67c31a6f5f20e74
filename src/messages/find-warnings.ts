import type { KeyObject } from 'node:crypto';
import { findWindows } from '../contacts/find-windows.ts';
import { hashAliases } from '../contacts/hash-aliases.ts';
import type { Content } from '../content/content.ts';
import { maxInteractiveBody } from '../content/interactive/body.ts';
import type { LocationContent } from '../content/location.ts';
import { isMarketing } from '../content/is-marketing.ts';
import type { Tx } from '../db/database.ts';
import { findSuppressions } from '../suppression/find-suppressions.ts';
import type { SuppressionCode } from '../suppression/judge-message.ts';
import type { Suppression } from '../suppression/suppression.ts';
import { readContents, type MessageToSend } from './read-contents.ts';

/** Something to know about a message that was stored all the same. */
export interface MessageWarning {
  code: SuppressionCode | 'WINDOW_CLOSED' | 'LENGTH_IN_CONFLICT' | 'ADDRESS_WITHOUT_NAME';
  message: string;
}

/**
 * Warns of recipients who are on a list now, or may not be written to freely. That may change before a message is sent:
 * what counts is decided then.
 * Answers by message id; who has no warning is left out.
 */
export async function findWarnings(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  recipientKey: KeyObject,
  messageIds: readonly string[],
): Promise<Map<string, MessageWarning[]>> {
  const messages = await readContents(tx, tenantId, messageIds);
  const names = await hashAliases(
    tx,
    tenantId,
    recipientKey,
    [...messages.values()].map(({ to }) => to),
  );
  const entries = await findSuppressions(tx, tenantId, names.flat());
  const free = [...messages].filter(([, { content }]) => content.type !== 'template');
  const windows = await findWindows(
    tx,
    tenantId,
    recipientKey,
    free.map(([, { senderId, to }]) => ({ senderId, people: [to] })),
  );
  const closed = new Set(free.flatMap(([id], place) => (windows[place]?.state === 'CLOSED' ? [id] : [])));
  const warnings = new Map<string, MessageWarning[]>();
  for (const [index, [id, message]] of [...messages].entries()) {
    const own = names[index] ?? [];
    const found = entries.filter((entry) => own.some((hash) => hash.equals(entry.recipientHash)));
    const all = [
      ...warnOf(message, found),
      ...(closed.has(id) ? [windowClosed] : []),
      ...warnOfContent(message.content),
    ];
    if (all.length > 0) warnings.set(id, all);
  }
  return warnings;
}

const windowClosed: MessageWarning = {
  code: 'WINDOW_CLOSED',
  message:
    'The recipient wrote to this sender more than 24 hours ago. WhatsApp will refuse the message (131047), unless they write again before it is sent; a template would arrive.',
};

/** What WhatsApp may refuse or not show, and some of its own pages allow. */
function warnOfContent(content: Content): MessageWarning[] {
  const place = placeIn(content);
  if (place?.address && !place.name) return [addressWithoutName];
  const isLong =
    content.type === 'interactive' &&
    content.interactive.type === 'list' &&
    content.interactive.list.body.length > maxInteractiveBody;
  return isLong ? [lengthInConflict] : [];
}

/** A location that is the message, or the header of one. */
function placeIn(content: Content): LocationContent | undefined {
  if (content.type === 'location') return content.location;
  const header = content.type === 'template' ? content.template.header : undefined;
  return header?.type === 'location' ? header.location : undefined;
}

const addressWithoutName: MessageWarning = {
  code: 'ADDRESS_WITHOUT_NAME',
  message: 'WhatsApp shows the address of a location only under a name. Give a name if the address matters.',
};

const lengthInConflict: MessageWarning = {
  code: 'LENGTH_IN_CONFLICT',
  message:
    'The body of this list has more than 1,024 characters. One page of WhatsApp allows 4,096, its OpenAPI file 1,024: it may be refused.',
};

function warnOf(message: MessageToSend, entries: readonly Suppression[]): MessageWarning[] {
  const blocked = entries.some((entry) => entry.list === 'BLOCKED');
  const unsubscribed = entries.filter((entry) => entry.list === 'UNSUBSCRIBED');
  const fromAll = unsubscribed.some((entry) => entry.scope === 'ALL');
  return [
    ...(blocked
      ? [
          {
            code: 'RECIPIENT_IN_BLOCK_LIST' as const,
            message: sentence('is on the block list', message.filterBlocked, 'filterBlocked'),
          },
        ]
      : []),
    ...(unsubscribed.length > 0
      ? [
          {
            code: 'RECIPIENT_UNSUBSCRIBED' as const,
            message: sentence(
              fromAll ? 'has unsubscribed' : 'has unsubscribed from marketing',
              message.filterUnsubscribed && (fromAll || isMarketing(message.content)),
              'filterUnsubscribed',
            ),
          },
        ]
      : []),
  ];
}

function sentence(what: string, isFiltered: boolean, filter: string): string {
  return isFiltered
    ? `The recipient ${what}. The message will fail instead of being sent, unless that changes before.`
    : `The recipient ${what}. The message will be sent all the same: ${filter} does not keep it back.`;
}
