/** A start that cannot go on, told in a sentence for whoever starts it: what was expected, what came, what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
