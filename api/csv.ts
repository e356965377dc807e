/** CSV (RFC 4180) with a byte order mark, so that spreadsheets read Chinese; a text that a spreadsheet would take for a formula is kept a text. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const cell = (value: unknown): string => {
  const text = textOf(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

export const byteOrderMark = '\uFEFF';

export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;
