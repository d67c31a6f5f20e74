import type { MessageStatus, WatchSubscription } from '../generated/graphql.ts';
import type { ApiClient } from './api-client.ts';
import { Watch } from './operations.ts';

export type SeenEvent = Extract<WatchSubscription['messageEvents'], { __typename: 'MessageEvent' }>;

/** What a subscriber sees of one message from the cursor on, up to the first event with this status. */
export async function watchMessage(
  api: ApiClient,
  id: string,
  { after, until }: { after: string; until: MessageStatus },
): Promise<SeenEvent[]> {
  const seen: SeenEvent[] = [];
  for await (const { messageEvents: item } of api.watch(Watch, { after, filter: { messageIds: [id] } })) {
    if (item.__typename !== 'MessageEvent') continue;
    seen.push(item);
    if (item.status === until) break;
  }
  return seen;
}

/** The same, as words. */
export async function watchStatuses(
  api: ApiClient,
  id: string,
  span: { after: string; until: MessageStatus },
): Promise<MessageStatus[]> {
  return (await watchMessage(api, id, span)).map((event) => event.status);
}
