import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export type Post = {
  readonly body: string;
  readonly signature: string | undefined;
  readonly statuses: readonly Status[];
};

export type Status = {
  readonly id: string;
  readonly status: string;
  readonly timestamp: string;
  readonly [field: string]: unknown;
};

export type WebhookReceiver = AsyncDisposable & {
  readonly url: string;
  readonly posts: readonly Post[];
  /** The HTTP statuses of the next answers; afterwards it is 200 again. */
  readonly answerNext: (...statuses: number[]) => void;
  /** Leaves posts unanswered until the returned function is called. */
  readonly hold: () => () => void;
  /** Runs before each answer. */
  readonly onPost: (act: () => Promise<void>) => void;
  readonly waitForPosts: (count: number) => Promise<readonly Post[]>;
  readonly waitForStatuses: (count: number) => Promise<readonly Status[]>;
};

/** A real HTTP server in the place of the gateway's webhook route. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const posts: Post[] = [];
  const answers: number[] = [];
  const arrivals = new EventEmitter();
  let gate: Promise<unknown> | undefined;
  let act: (() => Promise<void>) | undefined;
  const server = createServer((request, response) => {
    void readPost(request).then(async (post) => {
      posts.push(post);
      arrivals.emit('post');
      await gate;
      await act?.();
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const waitUntil = async (isEnough: () => boolean) => {
    while (!isEnough()) await once(arrivals, 'post');
  };
  const statuses = () => posts.flatMap((post) => post.statuses);
  return {
    url: `http://127.0.0.1:${String(port)}/webhooks/whatsapp`,
    posts,
    answerNext: (...next) => answers.push(...next),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gate = promise;
      return () => {
        gate = undefined;
        resolve(undefined);
      };
    },
    onPost: (next) => {
      act = next;
    },
    waitForPosts: async (count) => {
      await waitUntil(() => posts.length >= count);
      return posts;
    },
    waitForStatuses: async (count) => {
      await waitUntil(() => statuses().length >= count);
      return statuses();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readPost(request: IncomingMessage): Promise<Post> {
  const body = await text(request);
  const signature = request.headers['x-hub-signature-256'];
  return {
    body,
    signature: typeof signature === 'string' ? signature : undefined,
    statuses: readStatuses(body),
  };
}

type Envelope = { entry?: { changes: { value: { statuses?: Status[] } }[] }[] };

function readStatuses(body: string): readonly Status[] {
  const envelope = JSON.parse(body) as Envelope; // the tests that look at statuses also look at this shape
  return envelope.entry?.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? [])) ?? [];
}
