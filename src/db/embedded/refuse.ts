import { errorCode } from './if-missing.ts';

/** A failure of the embedded Postgres, told as: what was expected, what was found, what to do. */
export class EmbeddedPostgresRefusal extends Error {
  override readonly name = 'EmbeddedPostgresRefusal';
}

export function refuse(story: { expected: string; got: string; next: string; cause?: unknown }): Error {
  // A quoted log ends in a line of its own.
  const end = story.got.includes('\n') ? '\n' : '. ';
  const message = `Embedded Postgres expected ${story.expected}, but got ${story.got}${end}${story.next}`;
  return new EmbeddedPostgresRefusal(message, story.cause === undefined ? undefined : { cause: story.cause });
}

/** Gives a bare system error of any step its sentence; a refusal already has one. */
export function explainFailure(error: unknown, directory: string): unknown {
  const code = errorCode(error);
  const story = code === undefined ? undefined : systemFailures[code];
  if (story === undefined || error instanceof EmbeddedPostgresRefusal) return error;
  const path = error instanceof Error && 'path' in error ? String(error.path) : directory;
  return refuse({ expected: story.expected(path), got: `${code}`, next: story.next, cause: error });
}

const otherFolder =
  'Set HELIOGRAPH_DATA_DIR to a folder of your own, or DATABASE_URL to a Postgres that runs elsewhere.';

const notWritable = {
  expected: (path: string) => `to be allowed to use ${path} as user ${process.geteuid?.() ?? 'unknown'}`,
  next: otherFolder,
};
const full = {
  expected: (path: string) => `room on the disk for ${path}`,
  next: 'Free some space and start again; nothing that was committed is lost.',
};
const notAFolder = {
  expected: (path: string) => `${path} to be a folder or to be missing`,
  next: otherFolder,
};

const systemFailures: Readonly<Record<string, { expected: (path: string) => string; next: string }>> = {
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOSPC: full,
  EDQUOT: full,
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
};
