/**
 * Where an error was thrown, the innermost place first. Its message is cut off: it may have several lines, quote what
 * somebody wrote, and look like a place.
 */
export function framesOf({ stack = '', message }: Error): string[] {
  const at = message === '' ? -1 : stack.indexOf(message);
  const lines = stack.slice(at < 0 ? 0 : at + message.length).split('\n');
  // A message that was changed afterwards stands in the stack as it was.
  const last = lines.findLastIndex((line) => !/^\s+at /.test(line));
  return lines.slice(last + 1);
}
