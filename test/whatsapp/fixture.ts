import { readFile } from 'node:fs/promises';

/** A sample as it travels over the wire (REF §2.3, §4.1, §8). */
export async function fixture(name: string): Promise<string> {
  return await readFile(new URL(`../fixtures/whatsapp/${name}.json`, import.meta.url), 'utf8');
}
