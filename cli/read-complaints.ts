/** Complaints from a CSV file and its mapping: one result per row, nothing dropped. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MappedRow } from './complaint-rows/map-row.ts';
import { mapRows } from './complaint-rows/map-rows.ts';
import { parseMapping, type Mapping } from './complaint-rows/mapping.ts';
import { readOrganisation } from '../read-organisation.ts';
import { readRows } from './complaint-rows/read-rows.ts';

/** The mapping shipped with the complaint process, used when none is named. */
export const shippedMapping = fileURLToPath(
  new URL('../../processes/complaint/examples/telecom-complaints-2015.mapping.json', import.meta.url),
);

export const readMapping = async (file: string): Promise<Mapping> => {
  try {
    const centres = [...(await readOrganisation()).values()].filter(({ kind }) => kind === 'centre');
    return parseMapping(
      await readFile(file, 'utf8'),
      centres.map(({ id }) => id),
    );
  } catch (error) {
    throw new Error(`The mapping ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

async function* chunksOf(file: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    read += chunk.length;
    onRead(read);
    yield chunk;
  }
}

/**
 * Every row of the file, mapped or with the reasons why not. `onRead` hears how many bytes were read so far.
 * Throws one sentence when the file itself cannot be read.
 */
export async function* readComplaints(
  file: string,
  mapping: Mapping,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<MappedRow> {
  const rows = readRows(chunksOf(file, onRead), {
    delimiter: mapping.csv.delimiter,
    encoding: mapping.csv.encoding,
    columns: mapping.columns,
  });
  try {
    yield* mapRows(mapping, rows);
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
