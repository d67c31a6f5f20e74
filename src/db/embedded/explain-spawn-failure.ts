import { errorCode } from './if-missing.ts';
import { refuseMissingBinaries } from './find-binaries.ts';
import { refuse } from './refuse.ts';

/** The sentence for a program that could not even begin; undefined when it began and failed by itself. */
export function explainSpawnFailure(error: unknown, program: string): Error | undefined {
  const code = errorCode(error);
  // The file is there, so "missing" speaks of glibc's loader: this is Alpine or another musl system.
  if (code === 'ENOENT') return refuseMissingBinaries(`${process.platform}-${process.arch} without glibc`);
  if (code !== 'EACCES' && code !== 'EPERM') return undefined;
  return refuse({
    expected: `to be allowed to run ${program}`,
    got: code,
    next: 'See whether its disk is mounted noexec or this container may not change users; or set DATABASE_URL to a Postgres that runs elsewhere.',
    cause: error,
  });
}
