/** Who is woken when a sender has something to send. */
export function sendTopic(senderId: string): string {
  return `send:${senderId}`;
}
