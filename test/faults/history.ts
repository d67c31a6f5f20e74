import { open, type FileHandle } from 'node:fs/promises';

/** One message as its client asked for it. */
export interface Wish {
  /** Says which input it is: the same for every call that asks for the same. */
  externalId: string;
  key: string | null;
  onUnknown: 'HOLD' | 'RESEND';
  orderingKey: string | null;
  /** Moments as the caller writes them. */
  sendAt?: string;
  expiresAt?: string;
}

/** What a client was told about one wish. */
export type Answer =
  | { is: 'ENQUEUED'; messageId: string; replayed: boolean }
  | { is: 'REFUSED'; code: string }
  | { is: 'UNKNOWN'; messageId: string };

/**
 * What clients asked and were told, in the words of Jepsen: `ok` was answered, `fail` certainly did not happen, and
 * `info` is everything else: it may have happened or not.
 */
export type HistoryLine =
  | { op: number; is: 'invoke'; at: number; kind: 'enqueue'; wishes: Wish[] }
  | { op: number; is: 'invoke'; at: number; kind: 'cancel'; messageId: string }
  | { op: number; is: 'invoke'; at: number; kind: 'resolve'; messageId: string; action: 'RESEND' | 'GIVE_UP' }
  | { op: number; is: 'ok'; at: number; answers: Answer[] }
  | { op: number; is: 'ok'; at: number; canceled: boolean }
  | { op: number; is: 'ok'; at: number; resolved: boolean }
  | { op: number; is: 'fail' | 'info'; at: number; reason: string };

/** The clients' own file of acknowledgements: what stands in it was promised to somebody. */
export interface HistoryFile extends AsyncDisposable {
  /** Answers when the line is on the disk. */
  append(line: HistoryLine): Promise<void>;
}

export async function openHistory(path: string): Promise<HistoryFile> {
  const file: FileHandle = await open(path, 'a');
  let waiting: { text: string; done: () => void }[] = [];
  let draining = Promise.resolve();
  let running = false;
  let isClosed = false;

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await file.write(batch.map((each) => each.text).join(''));
      await file.datasync();
      for (const each of batch) each.done();
    }
    running = false;
  }

  return {
    append: (line) =>
      new Promise((done) => {
        // Of a run that has failed: whoever still asks has nobody to write for.
        if (isClosed) {
          done();
          return;
        }
        waiting.push({ text: `${JSON.stringify(line)}\n`, done });
        if (!running) draining = drain();
      }),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await draining;
      await file.close();
    },
  };
}

/** Line by line: what is written in an hour is longer than a string may be. */
export async function readHistory(path: string): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  await using file = await open(path);
  for await (const line of file.readLines()) if (line !== '') lines.push(JSON.parse(line) as HistoryLine); // written by us, above
  return lines;
}
