import { glob, readFile } from 'node:fs/promises';

/** One table has one writing room. Others ask. */
const owners: Readonly<Record<string, string>> = {
  commit_proof: 'db',
  installation: 'auth',
  tenant: 'auth',
  api_key: 'auth',
  tenant_log: 'events',
  event: 'events',
  sender: 'senders',
  message: 'messages',
  message_content: 'messages',
  idempotency_key: 'messages',
  delivery: 'delivery',
  attempt: 'delivery',
  status_evidence: 'delivery',
  lane: 'delivery',
  webhook_flow: 'delivery',
  dead_letter: 'delivery',
  sender_pace: 'senders',
  pair_pace: 'senders',
  template_pause: 'senders',
  suppression: 'suppression',
  inbound_message: 'inbound',
  contact_window: 'contacts',
  opt_out_words: 'suppression',
  contact_alias: 'contacts',
  webhook_inbox: 'webhooks',
  webhook_dead_item: 'webhooks',
};

/** Making a tenant makes its log. */
const exceptions = new Set(['src/auth/ensure-default-tenant.ts tenant_log']);

const writing = /\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?([a-z_]+)/g;

/** Statements that write a table from another room than its own, and tables that nobody owns. */
export async function checkTables(): Promise<string[]> {
  const problems: string[] = [];
  for await (const file of glob('src/**/*.ts')) {
    const room = file.split('/')[1] ?? '';
    for (const [, table = ''] of (await readFile(file, 'utf8')).matchAll(writing)) {
      const owner = owners[table];
      if (owner === undefined)
        problems.push(`${file}: writes ${table}, which has no room in tools/check-tables.ts`);
      else if (owner !== room && !exceptions.has(`${file} ${table}`))
        problems.push(`${file}: writes ${table}, which belongs to ${owner}. Ask that room.`);
    }
  }
  return problems;
}
