import type { RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { plainValue, type ExportFormat, type FileColumn, type FileTable, type FileWriter } from './format';

/**
 * Rows of a row group. Its values are in memory until it is complete, and its columns are then encoded one after the
 * other, each in a few milliseconds. The end of the file lists every column of every group, and is made at once.
 */
const GROUP_ROWS = 8_000;

/** Apache Parquet with the columns of the CSV, compressed with Snappy. It is complete only with its last bytes. */
export const PARQUET: ExportFormat = {
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  createWriter: (table) => new ParquetFile(table),
};

type Values = (string | number | boolean | null)[];

class ParquetFile<Row> implements FileWriter<Row> {
  private readonly bytes = new ByteWriter();
  private readonly parquet: ParquetWriter;
  /** The values of the next row group, column by column. */
  private waiting: readonly Values[];

  constructor(private readonly table: FileTable<Row>) {
    const columns = table.columns.map(toSchemaElement);
    const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...columns];
    this.parquet = new ParquetWriter({ writer: this.bytes, schema });
    this.waiting = this.noValues();
  }

  begin(): Uint8Array {
    return this.takeBytes();
  }

  *write(rows: readonly Row[]): Iterable<Uint8Array> {
    const { columns } = this.table;
    for (const row of rows) columns.forEach((column, at) => this.waiting[at]!.push(plainValue(column, row)));
    if (this.waiting[0]!.length >= GROUP_ROWS) yield* this.writeGroup();
  }

  *end(): Iterable<Uint8Array> {
    if (this.waiting[0]!.length > 0) yield* this.writeGroup();
    void this.parquet.finish();
    yield this.takeBytes();
  }

  /** Writes each column as a group of its own, which the file then lists as one. */
  private *writeGroup(): Iterable<Uint8Array> {
    const { parquet, table } = this;
    const group = this.waiting;
    this.waiting = this.noValues();
    const [before, rows] = [parquet.num_rows, group[0]!.length];
    for (const [at, { name }] of table.columns.entries()) {
      void parquet.write({ columnData: [{ name, data: group[at]! }], rowGroupSize: rows });
      yield this.takeBytes();
    }
    const parts = parquet.row_groups.splice(-group.length);
    parquet.row_groups.push(joinGroups(parts));
    parquet.num_rows = before + BigInt(rows);
  }

  private noValues(): readonly Values[] {
    return this.table.columns.map(() => []);
  }

  /** Returns the bytes written since the last call, and makes the buffer empty. */
  private takeBytes(): Uint8Array {
    const taken = Buffer.from(this.bytes.getBytes());
    this.bytes.index = 0;
    return taken;
  }
}

/** Returns the row group that has the columns of groups of the same rows. */
function joinGroups(parts: readonly RowGroup[]): RowGroup {
  const sum = (sizeOf: (part: RowGroup) => bigint | undefined) =>
    parts.reduce((total, part) => total + (sizeOf(part) ?? 0n), 0n);
  return {
    columns: parts.flatMap(({ columns }) => columns),
    total_byte_size: sum(({ total_byte_size }) => total_byte_size),
    num_rows: parts[0]!.num_rows,
    total_compressed_size: sum(({ total_compressed_size }) => total_compressed_size),
  };
}

const TYPES: Readonly<Record<FileColumn<unknown>['type'], Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  BOOLEAN: { type: 'BOOLEAN' },
  NUMBER: { type: 'DOUBLE' },
};

function toSchemaElement<Row>({ name, type }: FileColumn<Row>): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...TYPES[type] };
}
