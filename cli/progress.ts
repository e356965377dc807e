/** A progress line: redrawn in place on a terminal, one line per tenth of the way elsewhere. */
export type Progress = {
  update(done: number): void;
  /** Ends the line; nothing is drawn afterwards. */
  finish(): void;
};

const width = 30;

export const startProgress = (
  title: string,
  total: number,
  output: Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean },
  /** How an amount is written, for instance as days. */
  format: (amount: number) => string = String,
): Progress => {
  let drawn = -1;
  const draw = (done: number): void => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.round(share * width);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    const line = `${title} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${format(done)} of ${format(total)}`;
    output.write(output.isTTY ? `\r${line}` : `${line}\n`);
  };
  return {
    update(done) {
      const steps = output.isTTY ? 100 : 10;
      const step = total === 0 ? steps : Math.floor((done / total) * steps);
      if (step === drawn) return;
      drawn = step;
      draw(done);
    },
    finish() {
      if (output.isTTY) output.write('\n');
    },
  };
};
