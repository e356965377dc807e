/** Figures that are not rates: each with its unit and, where there is one, the goal. */
export type Figure = { readonly what: string; readonly value: number; readonly unit: string; readonly goal?: string };

/** The value below which the given share of all values lies. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

const amount = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

export const formatFigures = (title: string, figures: readonly Figure[]): string => {
  const lines = [
    ['what', 'figure', 'unit', 'goal'],
    ...figures.map(({ what, value, unit, goal }) => [what, amount(value), unit, goal ?? '']),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const formatted = lines.map((line) =>
    line
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  '),
  );
  return [title, formatted[0], widths.map((width) => '-'.repeat(width)).join('  '), ...formatted.slice(1)].join('\n');
};
