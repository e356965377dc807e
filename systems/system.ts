/** A reference system: it knows some topics and answers from the number it is asked for. */
export type Work = {
  readonly id: string;
  readonly topic: string;
  readonly caseNumber?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contact?: { readonly centre: string; readonly customer: { readonly phone?: string } };
};

export type System = {
  /** Also the name under which `npm run systems` starts it. */
  readonly name: string;
  readonly title: string;
  readonly topics: readonly string[];
  /** Who it signs in as in the demo; `integration` when absent. */
  readonly userId?: string;
  /** Of its own page, on this machine only. */
  readonly port: number;
  /** The result of a piece of work; what it throws is reported as a failure and tried again later. */
  answer(work: Work, at: Date): Readonly<Record<string, unknown>>;
};
