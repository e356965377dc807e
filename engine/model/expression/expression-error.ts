const LONGEST_QUOTE = 200;

const quote = (source: string): string =>
  source.length > LONGEST_QUOTE ? `${source.slice(0, LONGEST_QUOTE)}…` : source;

/** An expression that cannot be compiled, or a `${…}` expression applied to values that make no sense for it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly source: string;
  /** 0-based offset in `source` at which the trouble was noticed. */
  readonly position: number;

  /** `problem` says what is wrong, `allowed` what may stand there instead. */
  constructor(source: string, position: number, problem: string, allowed: string) {
    super(`${problem} at character ${position + 1} of '${quote(source)}'; ${allowed}.`);
    this.source = source;
    this.position = position;
  }
}
