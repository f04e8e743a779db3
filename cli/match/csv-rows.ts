import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { delimiterOf } from '../../ods/written/delimiter';
import { CommandError } from '../command';

/** A row of a CSV file, and the line on which it ends. */
export interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The rows of a CSV file, and what separates the cells of its heading. */
export interface CsvRows {
  readonly delimiter: string;
  readonly rows: AsyncIterable<CsvRow>;
}

const MAX_ROW_BYTES = 1 << 20;

/**
 * Opens a CSV file, or stdin for `-`, with commas, semicolons, tabs or vertical bars. Throws a CommandError, or its rows do,
 * if it cannot be read, is not UTF-8 or is not CSV.
 */
export async function openCsv(file: string): Promise<CsvRows> {
  const texts = textsOf(file);
  let head = '';
  for (let part = await texts.next(); !part.done; part = await texts.next()) {
    head += part.value;
    if (head.includes('\n') || head.length > MAX_ROW_BYTES) break;
  }
  const delimiter = delimiterOf(head);
  return { delimiter, rows: rowsOf(file, delimiter, joined(head, texts)) };
}

async function* rowsOf(file: string, delimiter: string, texts: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  const parser = parse({ delimiter, info: true, skip_empty_lines: true, max_record_size: MAX_ROW_BYTES });
  const source = pipeline(Readable.from(texts), parser, () => undefined);
  try {
    for await (const row of source) yield row as CsvRow;
  } catch (error) {
    throw asCommandError(file, error);
  }
}

async function* joined(head: string, texts: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* texts;
}

/** Yields the text of a file, without a byte-order mark. */
async function* textsOf(file: string): AsyncGenerator<string> {
  const source: Readable = file === '-' ? process.stdin : createReadStream(file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of source) yield decoder.decode(bytes as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw asCommandError(file, error);
  } finally {
    source.destroy();
  }
}

function asCommandError(file: string, error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new CommandError(`${basename(file)} is not UTF-8. In Excel, save it as "CSV UTF-8 (comma delimited)".`, 2);
  return typeof code === 'string' ? new CommandError(`${basename(file)} cannot be read: ${message}`, 2) : error;
}
