/** A plain table of measurements, each beside its reference in the same run: absolute figures differ between machines, ratios hardly. */
export type BenchRow = {
  what: string;
  perSecond: number;
  /** The figure to compare with, per second, and what it is. */
  reference?: { what: string; perSecond: number };
};

export type BenchTable = { title: string; rows: BenchRow[] };

const figure = (perSecond: number): string =>
  perSecond >= 100 ? Math.round(perSecond).toLocaleString('en-US') : perSecond.toPrecision(3);

const cells = ({ what, perSecond, reference }: BenchRow): string[] => [
  what,
  figure(perSecond),
  reference ? `${figure(reference.perSecond)} ${reference.what}` : '',
  reference ? (perSecond / reference.perSecond).toPrecision(2) : '',
];

export const formatTable = ({ title, rows }: BenchTable): string => {
  const lines = [['what', 'per second', 'reference', 'ratio'], ...rows.map(cells)];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const formatted = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 1 || column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  '),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, formatted[0], rule, ...formatted.slice(1)].join('\n');
};
