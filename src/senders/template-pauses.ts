import type { Database, Tx } from '../db/database.ts';
import type { SenderKey } from './hold-gate.ts';

export interface TemplateKey {
  name: string;
  language: string;
}

/** WhatsApp paused a template: its messages wait, those of others go on. */
export async function pauseTemplate(
  database: Database,
  sender: SenderKey,
  template: TemplateKey,
  pause: { code: string; forMs: number },
): Promise<void> {
  await database.query(
    `INSERT INTO template_pause (tenant_id, sender_id, name, language, code, until)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6 / 1000.0))
     ON CONFLICT (tenant_id, sender_id, name, language)
     DO UPDATE SET code = excluded.code, until = greatest(template_pause.until, excluded.until)`,
    [sender.tenantId, sender.senderId, template.name, template.language, pause.code, pause.forMs],
  );
}

/** Until when these templates are paused, by `templateKey`; those that are not are left out. */
export async function findPausedTemplates(
  tx: Tx,
  sender: SenderKey,
  templates: readonly TemplateKey[],
): Promise<Map<string, Date>> {
  if (templates.length === 0) return new Map();
  const rows = await tx.query<TemplateKey & { until: Date }>(
    `SELECT name, language, until FROM template_pause
     JOIN unnest($3::text[], $4::text[]) AS given (name, language) USING (name, language)
     WHERE tenant_id = $1 AND sender_id = $2 AND until > clock_timestamp()`,
    [
      sender.tenantId,
      sender.senderId,
      templates.map((each) => each.name),
      templates.map((each) => each.language),
    ],
  );
  return new Map(rows.map((row) => [templateKey(row), row.until]));
}

export function templateKey({ name, language }: TemplateKey): string {
  return `${name} ${language}`;
}
