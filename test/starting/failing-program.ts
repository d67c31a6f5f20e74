import { ConfigError } from '../../src/config/config-error.ts';
import { runProgram } from '../../src/run-program.ts';

/** A command that fails, and again at each thing that is closed because of it. */
await runProgram({
  help: '',
  async run({ running }) {
    running.defer(() => {
      throw new Error('Expected the second sentence.');
    });
    await using opened = new AsyncDisposableStack();
    opened.defer(() => {
      throw new Error('Expected the third sentence.');
    });
    throw new ConfigError('Expected the first sentence.');
  },
});
