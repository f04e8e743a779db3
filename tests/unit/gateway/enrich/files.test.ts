import { Readable } from 'node:stream';
import type { AddedCells } from '../../../../domain/enrich/enrich';
import { enrichedText } from '../../../../gateway/enrich/enriched-text';
import { readPieces } from '../../../../gateway/enrich/table-file';
import { receiveUpload } from '../../../../gateway/enrich/upload';
import { CSV_FORMAT, NDJSON_FORMAT, type EnrichFormat } from '../../../../gateway/enrich/formats';
import type { TableOptions } from '../../../../gateway/enrich/table-file';

const COLUMNS = ['name', 'isActive', 'icb'] as const;

/** Enriches a text that arrives in parts of some bytes. The name of a code is the code and its day. */
async function enriched(
  text: string | Uint8Array,
  given: Partial<TableOptions> & { format?: EnrichFormat } = {},
  size = 7,
) {
  const { format = CSV_FORMAT, ...options } = given;
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const asked: string[] = [];
  let out = '';
  const parts = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const enrich = async (items: readonly { code: string; date: string | null }[]): Promise<AddedCells[]> =>
    items.map(({ code, date }) => {
      asked.push(code);
      return [`${code}@${date ?? '-'}`, true, ['A', 'B'], code, date, null];
    });
  const settings = { file: format.open({ columns: COLUMNS, ...options }), enrich, rowsAtOnce: 2 };
  for await (const part of enrichedText(parts, settings)) out += part;
  return { out, asked };
}

const ADDED = 'name,isActive,icb,codeUsed,dateUsed,reason';

test.each([1, 2, 3, 5, 1_000])('the own text of a CSV file is kept, in parts of %i bytes', async (size) => {
  const file = '\ufeffid;"Org;Code";note\r\n1;"A""1";"line\r\nbreak"\n2;B;=1+1\r\n\r\n 3 ;É☃;"";\n4;D;"x"';
  const wrong = enriched(file, { codeColumn: 'Org;Code' }, size);
  await expect(wrong).rejects.toThrow('Line 6: the row has 4 cells, and the heading has 3.');
  const { out } = await enriched(file.replace('"";\n', '""\n'), { codeColumn: 'Org;Code' }, size);
  expect(out).toBe(
    '\ufeffid;"Org;Code";note;name;isActive;icb;codeUsed;dateUsed;reason\r\n' +
      '1;"A""1";"line\r\nbreak";"A""1@-";true;"A; B";"A""1";;\n' +
      '2;B;=1+1;B@-;true;"A; B";B;;\r\n' +
      '\r\n' +
      ' 3 ;É☃;"";É☃@-;true;"A; B";É☃;;\n' +
      '4;D;"x";D@-;true;"A; B";D;;',
  );
});

test.each([1, 4, 1_000])(
  'a quoted cell may end a line, and a plain one the file, in parts of %i bytes',
  async (size) => {
    const { out } = await enriched('x,"code"\r\n1,"A"\r\n"2, 3",B', {}, size);
    expect(out).toBe(`x,"code",${ADDED}\r\n1,"A",A@-,true,A; B,A,,\r\n"2, 3",B,B@-,true,A; B,B,,`);
  },
);

test('the heading alone decides about the delimiter', async () => {
  const { out } = await enriched('code,x\nA,1;2;3;4\nB,;;;\n', {}, 1_000);
  expect(out.split('\n').slice(0, 2)).toEqual([`code,x,${ADDED}`, 'A,1;2;3;4,A@-,true,A; B,A,,']);
});

test('a byte order mark belongs to no cell: not to a quoted heading, not to the first object', async () => {
  const { out: csv } = await enriched('\ufeff"my;code";x\nA;1\n', { codeColumn: 'my;code' }, 5);
  expect(csv.split('\n')[1]).toBe('A;1;A@-;true;"A; B";A;;');
  expect(csv.startsWith('\ufeff"my;code";x;name;')).toBe(true);
  const { out: ndjson } = await enriched('\ufeff{"code":"A"}\n', { format: NDJSON_FORMAT }, 5);
  expect(ndjson.startsWith('\ufeff{"code":"A","name":"A@-",')).toBe(true);
});

test.each(['ODS Code', 'Practice_Code', 'organisation', 'Org. ID', '"Site, Code"'])(
  'the column %s holds the codes, and code itself before it',
  async (heading) => {
    const { asked } = await enriched(`x,${heading}\nX,A\n`);
    expect(asked).toEqual(['A']);
    const { asked: ofCode } = await enriched(`x,${heading},Code\nX,A,B\n`);
    expect(ofCode).toEqual(['B']);
  },
);

test('a short row is filled up, dates are read, and equal items are asked for once', async () => {
  const file = 'code,day,x\nA,1/2/2020,\nA,1/2/2020\nB\nA,1/2/2020,z\nA,1/3/2020\n';
  const { out, asked } = await enriched(file, { dateColumn: 'day' });
  expect(out.split('\n')).toEqual([
    `code,day,x,${ADDED}`,
    'A,1/2/2020,,A@1/2/2020,true,A; B,A,1/2/2020,',
    'A,1/2/2020,,A@1/2/2020,true,A; B,A,1/2/2020,',
    'B,,,B@,true,A; B,B,,',
    'A,1/2/2020,z,A@1/2/2020,true,A; B,A,1/2/2020,',
    'A,1/3/2020,,A@1/3/2020,true,A; B,A,1/3/2020,',
    '',
  ]);
  expect(asked).toEqual(['A', 'B', 'A']);
});

test('an added cell that a spreadsheet would run as a formula gets an apostrophe; the own cells stay', async () => {
  const { out } = await enriched('code\n=1+1\n', { prefix: 'ods_' });
  expect(out).toBe(`code,ods_${ADDED.replaceAll(',', ',ods_')}\n=1+1,'=1+1@-,true,A; B,'=1+1,,\n`);
});

test.each<[what: string, text: string | Uint8Array, options: object, message: string]>([
  ['an empty file', '', {}, 'The file is empty'],
  ['an empty heading', '\nA\n', {}, 'The first line of the file is empty'],
  ['no usual heading', 'a,b\n1,2\n', {}, 'Which column holds the codes? Name the code-column. Columns: a, b.'],
  ['two usual headings', 'code,Code\n1,2\n', {}, 'Which column holds the codes?'],
  ['a column that is not there', 'a,b\n', { codeColumn: 'c' }, "code-column: there is no column 'c'. Columns: a, b."],
  [
    'a column that is there twice',
    'x,X\n',
    { codeColumn: 'X ', dateColumn: 'y' },
    "date-column: there is no column 'y'",
  ],
  [
    'a name that two columns have in another case',
    'xx,XX\n',
    { codeColumn: 'Xx' },
    "code-column: there is more than one column 'Xx'. Columns: xx, XX.",
  ],
  [
    'a heading of many columns, some without a name',
    `${'a,'.repeat(30)}b\u0007\u0007c\n`,
    { codeColumn: 'x\u0000\u0000y' },
    `code-column: there is no column 'x  y'. Columns: ${'a, '.repeat(30).slice(0, -2)}, ….`,
  ],
  ['thirty columns', `${','.repeat(28)},b\u0007\u0007c\n`, {}, `Columns: ${'(no heading), '.repeat(29)}b  c.`],
  [
    'a column of an added name',
    'code,NAME\n',
    {},
    "The file already has a column 'NAME'. Add the columns with a prefix",
  ],
  ['a quote that is not closed', 'code,x\nA,1\nB,"2\n3', {}, 'Line 3: a quoted cell is not closed.'],
  ['a text after a quote', 'code\n"A"b\n', {}, 'Line 2: there is text after the closing quote of a cell.'],
  ['a heading without end', 'x'.repeat((1 << 20) + 1), {}, 'Line 1: the heading is too long.'],
  ['lone carriage returns', 'code\rA\rB', {}, 'Line 1: a carriage return stands alone.'],
  [
    'another encoding',
    Buffer.from('code\nÉ\n', 'latin1'),
    {},
    'The file is not UTF-8. In Excel, save it as "CSV UTF-8',
  ],
  ['UTF-16', Buffer.from('\ufeffcode\nA\n', 'utf16le'), {}, 'The file is not UTF-8.'],
  ['a row without end', `code\n"${'x'.repeat(1 << 20)}`, {}, 'Line 2: the row has more than 1048576 characters.'],
])('%s is an error that says what to do', async (_, text, options, message) => {
  await expect(enriched(text, options, 65_536)).rejects.toThrow(message);
});

test.each([1, 9, 1_000])('the own text of an NDJSON file is kept, in parts of %i bytes', async (size) => {
  const file = '{"code":"A", "n": 1.50}\r\n \r\n\n  {"n":{},"code":410}\n{"x":0}\n{"x":"}","code":null}';
  const { out } = await enriched(file, { format: NDJSON_FORMAT }, size);
  const added = (code: string) =>
    `,"name":"${code}@-","isActive":true,"icb":["A","B"],"codeUsed":"${code}","dateUsed":null,"reason":null}`;
  expect(out).toBe(
    `{"code":"A", "n": 1.50${added('A')}\r\n \r\n\n  {"n":{},"code":410${added('410')}\n` +
      `{"x":0${added('')}\n{"x":"}","code":null${added('')}`,
  );
});

test.each<[text: string, options: object, message: string]>([
  ['{"a":1}\n', {}, "Line 1: the object has no field 'code'."],
  ['{"code":"A"}\n', { dateColumn: 'd' }, "Line 1: the object has no field 'd'."],
  ['{"code":"A"}\n{}\n', {}, "Line 2: the object has no field 'code'."],
  ...['[1]', 'null', '"A"', '5'].map((line): [string, object, string] => [
    `{"code":"A"}\n${line}\n`,
    {},
    'Line 2: it is not a JSON object.',
  ]),
  [`{"code":"A","x":"${'x'.repeat(1 << 20)}"`, {}, 'Line 1: the line is too long.'],
  ['{"code":"A"\n', {}, 'Line 1: it is not JSON.'],
  ['{"code":["A"]}\n', {}, "Line 1: the field 'code' is neither a text nor a number."],
  ['{"code":"A","icb":1}\n', {}, "The file already has a column 'icb'."],
])('the NDJSON %.40j is an error', async (text, options, message) => {
  await expect(enriched(text, { format: NDJSON_FORMAT, ...options }, 65_536)).rejects.toThrow(message);
});

describe('attack 89: a hostile CSV file', () => {
  test.each([
    ['a row of many cells', `code,x\n"A"${',a'.repeat(50_000)}\n`],
    ['a row that arrives in many parts', `code\n"${'A'.repeat(100_000)}"\n`],
    ['many rows with a quote within a cell', `code\n${'a"b\n'.repeat(20_000)}`],
  ])('%s is searched a few times at most', async (_what, text) => {
    const indexOf = String.prototype.indexOf;
    let searched = 0;
    const spy = jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, ...args) {
      const found = indexOf.apply(this, args);
      searched += (found < 0 ? this.length : found) - (args[1] ?? 0);
      return found;
    });
    const reading = enriched(text, {}, 8_192).catch((error: Error) => error.message);
    await reading.finally(() => spy.mockRestore());
    expect(searched / text.length).toBeLessThan(10);
  });

  const FORMULA = "=cmd|' /C calc'!A0";
  const CELL = `,'${FORMULA}`;

  /** Enriches parts of a file that are made when they are read. Returns its lines, and the most characters that waited. */
  async function streamed(parts: number, partOf: (at: number) => string) {
    let [waiting, most] = [0, 0];
    const lines: string[] = [];
    const bytes = (async function* () {
      yield Buffer.from('code,note\n');
      for (let at = 0; at < parts; at++) {
        const part = partOf(at);
        most = Math.max(most, (waiting += part.length));
        yield Buffer.from(part);
      }
    })();
    const enrich = async (items: readonly object[]): Promise<AddedCells[]> => items.map(() => [FORMULA]);
    const file = CSV_FORMAT.open({ columns: [] });
    for await (const text of enrichedText(bytes, { file, enrich, rowsAtOnce: 1_000 })) {
      const added = text.split('\n').slice(0, -1);
      lines.push(...added);
      waiting -= text.length - added.length * CELL.length;
    }
    return { lines: lines.slice(1), most };
  }

  test('a hundred thousand rows with damaged codes are read as they are written', async () => {
    const damaged = ['1E10', '=A81001', FORMULA, 'A8\u00001', '🙂', '1-Mar', '', 'x'.repeat(60)];
    const part = damaged.map((code) => `${code},\n`).join('');
    const { lines, most } = await streamed(1_000, () => part.repeat(13));
    expect([lines.length, lines.filter((line) => line.endsWith(CELL)).length]).toEqual([104_000, 104_000]);
    expect(most).toBeLessThan(500_000);
  });

  test('lines of a megabyte are read as they are written', async () => {
    const { lines, most } = await streamed(40, (at) => `A${at},${'x'.repeat(1_000_000)}\n`);
    expect(lines).toHaveLength(40);
    expect(most).toBeLessThan(12_000_000);
  });

  test('long codes are not remembered without end', async () => {
    const codes = Array.from({ length: 6 }, (_, at) => `${at}${'x'.repeat(900_000)}`);
    const { asked } = await enriched(`code\n${[...codes, codes[0]!, codes[0]!].join('\n')}\n`, {}, 65_536);
    expect(asked.map((code) => code[0])).toEqual(['0', '1', '2', '3', '4', '5', '0']);
  });
});

test('an error of a later row does not lose the rows before it', async () => {
  let out = '';
  const bytes = (async function* () {
    yield Buffer.from('code\nA\nB\nC\nD\nE\nF\n"');
  })();
  const enrich = async (items: readonly { code: string }[]): Promise<AddedCells[]> => items.map(() => []);
  const file = CSV_FORMAT.open({ columns: [] });
  const read = async () => {
    for await (const part of enrichedText(bytes, { file, enrich, rowsAtOnce: 1 })) out += part;
  };
  await expect(read()).rejects.toThrow('Line 8: a quoted cell is not closed.');
  expect(out.split('\n').length).toBeGreaterThan(4);
});

async function* oneByOne<Item>(items: readonly Item[]) {
  yield* items;
}

test('a row is taken apart once, however many cells it has and however it arrives', async () => {
  const file = `"a\nb",code${',x'.repeat(5_000)}\n1,A\n`;
  const looked = jest.spyOn(RegExp.prototype, 'exec');
  const parts = Array.from({ length: Math.ceil(file.length / 100) }, (_, at) =>
    Buffer.from(file.slice(at * 100, at * 100 + 100)),
  );
  let rows = 0;
  for await (const pieces of readPieces(oneByOne(parts), CSV_FORMAT.open({ columns: [] }), 1_000))
    rows += pieces.filter(({ item }) => item).length;
  const calls = looked.mock.contexts.filter((each) => (each as RegExp).source === '[,\\n]').length;
  looked.mockRestore();
  expect(rows).toBe(1);
  expect(calls).toBeLessThan(5_400);
});

test('a body in tiny parts is read in large ones', async () => {
  const body = Readable.from(Array.from({ length: 2_000 }, () => Buffer.alloc(100, 'x')));
  const upload = await receiveUpload(body, 1e6, { bytesPerSecond: 1, windowMs: 10_000 });
  const sizes = [];
  for await (const part of upload.read()) sizes.push(part.length);
  expect(sizes).toEqual([65_536, 65_536, 65_536, 200_000 - 3 * 65_536]);
});

test('rows that are long, or filled up to a wide heading, are handled few at a time', async () => {
  const long = `code,x\n${`A,${'y'.repeat(200_000)}\n`.repeat(20)}`;
  const wide = `code${',x'.repeat(16_000)}\n${'A\n'.repeat(500)}`;
  for (const text of [long, wide]) {
    const lengths: number[] = [];
    for await (const pieces of readPieces(oneByOne([Buffer.from(text)]), CSV_FORMAT.open({ columns: [] }), 1_000))
      lengths.push(pieces.reduce((sum, { before, after }) => sum + before.length + after.length, 0));
    expect(Math.max(...lengths)).toBeLessThan(1.3 * 2 ** 20);
  }
});

test('a heading has at most 16,384 columns', async () => {
  const heading = (columns: number) => `code${',x'.repeat(columns - 1)}\n`;
  await expect(enriched(heading(16_385), {}, 65_536)).rejects.toThrow(
    'The heading has 16385 columns, more than the limit of 16384.',
  );
  await expect(enriched(heading(16_384), {}, 65_536)).resolves.toMatchObject({ asked: [] });
});
