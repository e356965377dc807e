import { expect } from 'chai';
import { readRows, type ReadOptions, type ReadRow } from '../../../cli/complaint-rows/read-rows.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Gives the content in pieces of a few bytes, as a slow disk would, so that lines and characters are cut anywhere. */
function* inPieces(content: Uint8Array, size = 7): Generator<Uint8Array> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}

const read = async (content: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<ReadRow[]> => {
  const all = typeof content === 'string' ? bytes(content) : content;
  const rows: ReadRow[] = [];
  for await (const row of readRows(inPieces(all), {
    delimiter: ',',
    encoding: 'utf-8',
    columns: ['a', 'b'],
    ...options,
  }))
    rows.push(row);
  return rows;
};

/** `2:x/y` for a row taken, `2!` for a row refused. */
const outline = (rows: ReadRow[]): string[] =>
  rows.map((row) => (row.ok ? `${row.rowNumber}:${Object.values(row.row).join('/')}` : `${row.rowNumber}!`));

const failureOf = async (content: string | Uint8Array, options?: Partial<ReadOptions>): Promise<string> => {
  try {
    await read(content, options);
  } catch (error) {
    return (error as Error).message;
  }
  return 'read without complaint';
};

describe('readRows', () => {
  it('yields rows with the line they begin at', async () => {
    expect(await read('a,b\n1,甲\n2,乙')).to.deep.equal([
      { ok: true, rowNumber: 2, row: { a: '1', b: '甲' } },
      { ok: true, rowNumber: 3, row: { a: '2', b: '乙' } },
    ]);
  });

  it('copes with byte order marks, CRLF, blank lines and a missing last line end', async () => {
    expect(outline(await read('\ufeffa,b\r\n1,2\r\n\r\n3,4'))).to.deep.equal(['2:1/2', '4:3/4']);
    expect(outline(await read('\n\na,b\n1,2\n\n'))).to.deep.equal(['4:1/2']);
  });

  it('reads other delimiters and GB 18030', async () => {
    expect(outline(await read('a;b\n1,5;2', { delimiter: ';' }))).to.deep.equal(['2:1,5/2']);
    const chinese = Buffer.concat([bytes('a,b\n1,'), Buffer.from([0xcd, 0xb6, 0xcb, 0xdf])]);
    expect(outline(await read(chinese, { encoding: 'gb18030' }))).to.deep.equal(['2:1/投诉']);
  });

  it('keeps quoted delimiters, quotation marks and line breaks', async () => {
    const rows = await read('a,b\n1,"x, ""y""\nz"\n2,"two\n\nmore, lines"\n3,end');
    expect(outline(rows)).to.deep.equal(['2:1/x, "y"\nz', '4:2/two\n\nmore, lines', '7:3/end']);
  });

  it('takes quotation marks inside a plain value as text', async () => {
    expect(outline(await read('a,b\n1,data cap "trials"\n2,a 3" pipe\n3,ok'))).to.deep.equal([
      '2:1/data cap "trials"',
      '3:2/a 3" pipe',
      '4:3/ok',
    ]);
  });

  it('refuses rows with too few or too many columns and goes on', async () => {
    const rows = await read('a,b\n1\n2,x,y\n3,ok');
    expect(outline(rows)).to.deep.equal(['2!', '3!', '4:3/ok']);
    expect(rows[1]).to.deep.equal({
      ok: false,
      rowNumber: 3,
      reasons: ['The row has 3 columns; the header has 2.'],
      text: '2,x,y',
    });
  });

  it('loses one row, not the rest of the file, to an unclosed quotation mark', async () => {
    const rows = await read('a,b\n1,"open\n2,ok\n3,"fine, too"\n4,ok');
    expect(outline(rows)).to.deep.equal(['2!', '3:2/ok', '4:3/fine, too', '5:4/ok']);
    expect(rows[0]).to.deep.include({ text: '1,"open' });
    const plain = await read('a,b\n1,"open\n2,ok\n3,ok');
    expect(outline(plain)).to.deep.equal(['2!', '3:2/ok', '4:3/ok']);
  });

  it('loses no row to many unclosed quotation marks in a long file', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? `${index},"open` : `${index},ok`));
    const rows = await read(`a,b\n${lines.join('\n')}`);
    expect(rows.map(({ rowNumber }) => rowNumber)).to.deep.equal(lines.map((_, index) => index + 2));
    expect(rows.filter(({ ok }) => !ok)).to.have.length(100);
  });

  it('refuses a row with text behind a closing quotation mark', async () => {
    expect(outline(await read('a,b\n1,"x"y\n2,ok'))).to.deep.equal(['2!', '3:2/ok']);
  });

  it('refuses the row that holds bytes of another encoding and goes on', async () => {
    const rows = await read(
      Buffer.concat([bytes('a,b\n1,'), Buffer.from([0xe9]), bytes('t\u00e9\n2,\u00e9t\u00e9\n')]),
    );
    expect(outline(rows)).to.deep.equal(['2!', '3:2/été']);
    expect(rows[0]).to.deep.include({ reasons: ['The line holds bytes that are not UTF-8.'] });
  });

  it('does not keep a line without end in memory', async () => {
    const rows: ReadRow[] = [];
    const long = Buffer.alloc(700_000, 'x');
    const chunks = [bytes('a,b\n1,'), long, long, long, bytes('\n2,ok\n')];
    for await (const row of readRows(chunks, { delimiter: ',', encoding: 'utf-8', columns: ['a'] })) rows.push(row);
    expect(outline(rows)).to.deep.equal(['2!', '3:2/ok']);
    expect(rows[0]).to.deep.include({ reasons: ['The line has 2100002 bytes; at most 1048576 are read.'] });
  });

  it('names the columns a header lacks and what it has', async () => {
    expect(await failureOf('a,c\n1,2')).to.equal("The file lacks the columns 'b'; its header has 'a', 'c'.");
    expect(await failureOf('a;b\n1;2')).to.match(/header has 'a;b'\. Is ',' the right delimiter\?$/);
    expect(await failureOf('a,b,b\n1,2,3')).to.match(/names 'b' more than once/);
  });

  it('says so when there is nothing it could read', async () => {
    expect(await failureOf('')).to.match(/^The file is empty; .* 'a', 'b'/);
    expect(await failureOf('\n \n')).to.match(/^The file is empty/);
    expect(await failureOf(Buffer.from('\ufeffa,b\n1,2', 'utf16le'))).to.match(/UTF-16; save it as UTF-8/);
    expect(await failureOf(Buffer.from([0xc4, 0xe3, 0x2c, 0x62, 0x0a]))).to.match(
      /^The header \(line 1\) .* not UTF-8/,
    );
    expect(await failureOf('a,"b\n1,2')).to.match(/^The header \(line 1\) cannot be read: A quotation mark/);
  });

  it('takes a header alone for a file without rows', async () => {
    expect(await read('a,b\n')).to.deep.equal([]);
    expect(await read('a,b')).to.deep.equal([]);
  });
});
