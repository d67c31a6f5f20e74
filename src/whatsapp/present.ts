/** The fields that have a value. An empty text is none: WhatsApp refuses most of them. */
export function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}
