/** One call of the story that documents the API by example: who asks, for what, and what later calls need of the answer. */
export type Example = {
  /** `METHOD /path` as the operation declares it. */
  readonly operation: string;
  /** Sign-in id of the demo staff; absent for what needs nobody. */
  readonly as?: string;
  /** `{name}` in any text stands for what an earlier call kept under that name. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Content of a file that is sent instead of a body of JSON. */
  readonly file?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name → path in the answer, for instance `openTasks.0.id`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** What is kept comes about a moment later: asked again until it is there. */
  readonly isAwaited?: true;
};

export type RecordedExample = Example & { readonly status: number; readonly answer?: unknown };

/** Puts what was kept in place of `{name}` in every text of a value. */
export const fillIn = <Value>(value: Value, kept: ReadonlyMap<string, string>): Value =>
  JSON.parse(
    JSON.stringify(value).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const found = kept.get(name);
      return found === undefined ? whole : JSON.stringify(found).slice(1, -1);
    }),
  ) as Value;

/** What stands at a path such as `openTasks.0.id`. */
export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (part, key) => (part !== null && typeof part === 'object' ? (part as Record<string, unknown>)[key] : undefined),
      value,
    );
