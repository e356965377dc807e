/** A timer that cannot be computed: its text is no date, duration or cycle, or an expression gave something else. */
export class TimerError extends Error {
  override readonly name = 'TimerError';

  constructor(given: unknown, allowed: string) {
    super(`'${typeof given === 'string' ? given : JSON.stringify(given)}' cannot be a timer here; ${allowed}.`);
  }
}
