/** Who is woken when a sender has something to send. */
export function sendTopic(senderId: string): string {
  return `send:${senderId}`;
}

/** Who is woken when a sender may send again. */
export function gateTopic(senderId: string): string {
  return `gate:${senderId}`;
}
