/** How often a terminal is redrawn, and how often a file or a pipe gets a line; ms. */
const redrawMs = 100;
const plainMs = 5_000;

export interface Progress extends Disposable {
  /** Where it stands: one redrawn line on a terminal, elsewhere a line every few seconds. */
  show(text: string): void;
  /** A line that stays. */
  tell(text: string): void;
}

export function showProgress(output: NodeJS.WriteStream): Progress {
  let drawn = false;
  let shownAt = performance.now();
  const clear = (): void => {
    if (drawn) output.write('\r\u001B[2K');
    drawn = false;
  };
  return {
    show(text) {
      if (performance.now() - shownAt < (output.isTTY ? redrawMs : plainMs)) return;
      shownAt = performance.now();
      clear();
      output.write(output.isTTY ? text : `${text}\n`);
      drawn = output.isTTY;
    },
    tell(text) {
      clear();
      output.write(`${text}\n`);
    },
    [Symbol.dispose]: clear,
  };
}
