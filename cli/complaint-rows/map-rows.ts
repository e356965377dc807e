/** Maps all rows of one file: what was broken stays refused, and of two rows with the same key only the first is taken. */
import { mapRow, type MappedRow } from './map-row.ts';
import type { Mapping } from './mapping.ts';
import type { ReadRow } from './read-rows.ts';

/** One result for every row given, in the same order. */
export async function* mapRows(
  mapping: Mapping,
  rows: AsyncIterable<ReadRow> | Iterable<ReadRow>,
): AsyncGenerator<MappedRow> {
  const rowNumberOf = new Map<string, number>();
  for await (const read of rows) {
    if (!read.ok) {
      const { rowNumber, reasons } = read;
      yield { ok: false, rowNumber, reasons };
      continue;
    }
    const mapped = mapRow(mapping, read.row, read.rowNumber);
    const key = mapped.ok ? mapped.complaint.source.key : mapped.key;
    const first = key === undefined ? undefined : rowNumberOf.get(key);
    if (key !== undefined && first !== undefined) {
      const reason = `Column '${mapping.source.keyColumn}' is '${key}', which row ${first} has already; a key may be used once.`;
      const others = mapped.ok ? [] : mapped.reasons;
      yield { ok: false, rowNumber: read.rowNumber, key, reasons: [reason, ...others] };
      continue;
    }
    if (key !== undefined) rowNumberOf.set(key, read.rowNumber);
    yield mapped;
  }
}
