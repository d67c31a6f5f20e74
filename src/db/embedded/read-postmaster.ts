import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from './if-missing.ts';
import { readCommandLine } from './process-identity.ts';

/** What a running server writes about itself into its data folder. */
export interface Postmaster {
  /** 0 in the file's first moment, and for good in one that a crash left empty. */
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  /** `ready` takes connections; `starting`, `stopping` and the empty word of the first moments do not. */
  readonly status: string;
}

/** The file's lines are fixed: pid, data folder, start time, port, socket folder, address, memory key, status. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await ifMissing(readFile(postmasterFile(data), 'utf8'));
  if (text === undefined) return undefined;
  const [pid, , , port, socketFolder, , , status] = text.split('\n');
  return {
    pid: Number(pid),
    port: Number(port),
    socketFolder: socketFolder ?? '',
    status: status?.trim() ?? '',
  };
}

export function postmasterFile(data: string): string {
  return join(data, 'postmaster.pid');
}

/** Whether the pid is a server of this folder and not a zombie or a stranger who inherited the number. */
export async function servesFolder(pid: number, data: string): Promise<boolean> {
  const words = pid > 0 ? await readCommandLine(pid) : '';
  return words.includes('postgres') && words.includes(` -D ${data} `);
}
