/** Who is woken when the log of a tenant grew. */
export function logTopic(tenantId: string): string {
  return `log:${tenantId}`;
}
