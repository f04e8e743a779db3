import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { plainValue, type ExportFormat, type FileColumn, type FileTable, type FileWriter } from './format';

/** Rows of a row group: as many as are in memory, and are encoded at once, which takes a few milliseconds. */
const GROUP_ROWS = 2_000;

/** Apache Parquet with the columns of the CSV, compressed with Snappy. It is complete only with its last bytes. */
export const PARQUET: ExportFormat = {
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  createWriter: (table) => new ParquetFile(table),
};

class ParquetFile<Row> implements FileWriter<Row> {
  private readonly bytes = new ByteWriter();
  private readonly parquet: ParquetWriter;
  private readonly waiting: Row[] = [];

  constructor(private readonly table: FileTable<Row>) {
    const columns = table.columns.map(toSchemaElement);
    const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...columns];
    this.parquet = new ParquetWriter({ writer: this.bytes, schema });
  }

  begin(): Uint8Array {
    return this.takeBytes();
  }

  write(rows: readonly Row[]): Uint8Array {
    for (const row of rows) this.waiting.push(row);
    while (this.waiting.length >= GROUP_ROWS) this.writeGroup();
    return this.takeBytes();
  }

  end(): Uint8Array {
    if (this.waiting.length > 0) this.writeGroup();
    void this.parquet.finish();
    return this.takeBytes();
  }

  private writeGroup(): void {
    const rows = this.waiting.splice(0, GROUP_ROWS);
    const columnData = this.table.columns.map((column) => ({
      name: column.name,
      data: rows.map((row) => plainValue(column, row)),
    }));
    void this.parquet.write({ columnData, rowGroupSize: rows.length });
  }

  /** Returns the bytes written since the last call, and makes the buffer empty. */
  private takeBytes(): Uint8Array {
    const taken = Buffer.from(this.bytes.getBytes());
    this.bytes.index = 0;
    return taken;
  }
}

const TYPES: Readonly<Record<FileColumn<unknown>['type'], Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  BOOLEAN: { type: 'BOOLEAN' },
  NUMBER: { type: 'DOUBLE' },
};

function toSchemaElement<Row>({ name, type }: FileColumn<Row>): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...TYPES[type] };
}
