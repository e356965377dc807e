/** Long lists as one file, CSV or JSON, written as they are read: nothing holds all of it. */
import { once } from 'node:events';
import type { Response } from 'express';
import { byteOrderMark, csvLine } from './csv.ts';
import type { Reply } from './operation.ts';

export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** One column: its heading and what stands in it. */
export type Column<Row> = readonly [heading: string, value: (row: Row) => unknown];

const write = async (response: Response, text: string): Promise<boolean> => {
  if (response.destroyed) return false;
  if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  return !response.destroyed;
};

const writeCsv = async <Row>(
  response: Response,
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
): Promise<void> => {
  await write(response, byteOrderMark + csvLine(columns.map(([heading]) => heading)));
  for await (const row of rows) if (!(await write(response, csvLine(columns.map(([, value]) => value(row)))))) return;
  response.end();
};

const writeJson = async <Row>(
  response: Response,
  rows: AsyncIterable<Row>,
  model: (row: Row) => unknown,
): Promise<void> => {
  let separator = '[\n';
  for await (const row of rows) {
    if (!(await write(response, separator + JSON.stringify(model(row))))) return;
    separator = ',\n';
  }
  response.end(separator === '[\n' ? '[]\n' : '\n]\n');
};

/** An answer that is a file called `<name>.<format>`. The first row is read before anything is sent, so that a refusal still arrives. */
export const exportReply = async <Row>(
  response: Response,
  format: ExportFormat,
  name: string,
  rows: AsyncGenerator<Row>,
  columns: readonly Column<Row>[],
  model: (row: Row) => unknown,
): Promise<Reply> => {
  const first = await rows.next();
  const all = async function* (): AsyncGenerator<Row> {
    if (!first.done) yield first.value;
    yield* rows;
  };
  response.setHeader('Content-Disposition', `attachment; filename="${name}.${format}"`);
  response.setHeader('Content-Type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json');
  return {
    write: () => (format === 'csv' ? writeCsv(response, all(), columns) : writeJson(response, all(), model)),
  };
};
