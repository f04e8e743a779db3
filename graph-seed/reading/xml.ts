import { isAscii } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { LoadRefused } from '../errors';
import { mayHavePrefixes, Namespaces, type Attributes } from './namespaces';
import { SkippedText } from './skipped-text';

/** Receives the events of an XML file. Names are local names; the namespace is '' for none. */
export interface XmlSink<Record> {
  open(namespace: string, name: string, attributes: Attributes): void;
  text(text: string): void;
  close(): void;
  /** Whether records may follow, directly inside the element that is open. */
  expectsRecord(): boolean;
  /** Reads a part of a text, which is a record from its first tag to its end tag, without the parser. Null if it cannot. */
  readPlain(text: string, from: number, end: number): Record | null;
  /** Receives the record that was read last so. */
  addPlain(record: Record): void;
}

/** Characters that one text, tag or comment may have. */
const MAX_TOKEN = 65_536;
const MAX_DEPTH = 32;
const CHUNK = 65_536;
/** White space between records. */
const LINES = /^(?:[ \t\n]|\r\n)*$/;

/**
 * Streaming XML parser with bounded memory. Throws LoadRefused with line, column and byte when the bytes are not
 * well-formed UTF-8 XML within the limits. Refuses every DOCTYPE, so there are no entities to expand or fetch. Records
 * that are written plainly are not given to the parser.
 */
export class XmlReader<Record> {
  private readonly parser: SaxesParser<{ xmlns: false; fileName: string }>;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly namespaces = new Namespaces();
  private encoding: 'UTF-8' | 'US-ASCII' = 'UTF-8';
  /** Whether the last chunk ended with a whole character. */
  private endsWhole = false;
  /** The last characters of the last chunk. */
  private before = '';
  /** Number of characters up to which tags may declare namespaces or have names with a prefix. */
  private prefixesUntil = 0;
  private bytes = 0;
  private depth = 0;
  private characters = 0;
  /** Number of characters before the last event. The parser's own count is correct only inside its callbacks. */
  private lastEvent = 0;
  /** The start of a record whose end is in the next chunk. */
  private held = '';
  private readonly recordStart: string;
  private readonly recordEnd: string;
  private readonly skipped: SkippedText;

  /** Attributes of `namespace` are given to the sink under their local names. `record` is the element of a record. */
  constructor(
    private readonly file: string,
    private readonly namespace: string,
    record: string,
    private readonly sink: XmlSink<Record>,
  ) {
    this.parser = new SaxesParser({ xmlns: false, fileName: file });
    this.recordStart = `<${record}`;
    this.recordEnd = `</${record}>`;
    this.skipped = new SkippedText(this.parser);
    this.listen();
  }

  get line(): number {
    return this.skipped.line;
  }

  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += CHUNK) this.writeChunk(chunk.subarray(from, from + CHUNK));
  }

  end(): void {
    this.parse(this.decode());
    this.parseHeld();
    if (this.lastEvent === 0) this.refuse('it is empty');
    try {
      this.parser.close();
    } catch (error) {
      this.rethrow(error);
    }
  }

  /** Throws LoadRefused with the reason and the current position. */
  refuse(reason: string): never {
    const { line, column } = this.skipped;
    throw new LoadRefused(
      `${this.file} is refused at line ${line}, column ${column}, byte ${this.bytes} or before: ${reason}.`,
    );
  }

  private writeChunk(chunk: Uint8Array): void {
    if (this.bytes === 0) this.checkEncoding(chunk);
    this.bytes += chunk.length;
    const text = this.decode(chunk);
    if (mayHavePrefixes(this.before, text)) this.expectPrefixes(text.length);
    this.before = (this.before + text.slice(-4)).slice(-4);
    this.parse(text);
    if (this.encoding === 'US-ASCII' && /[^\u0000-\u007f]/.test(text)) this.refuse('it is not valid US-ASCII');
    this.checkTokenLength(this.characters);
  }

  /** Expects names with prefixes in the next characters, and in a tag that begins there. */
  private expectPrefixes(characters: number): void {
    this.prefixesUntil = this.characters + this.held.length + characters + MAX_TOKEN;
  }

  /** Names another encoding before its bytes are decoded, because they may be no UTF-8. */
  private checkEncoding(chunk: Uint8Array): void {
    if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))
      this.refuse('it is UTF-16, expected UTF-8');
    const start = Buffer.from(chunk.subarray(0, 200)).toString('latin1');
    this.declareEncoding(/^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)/.exec(start)?.[1]);
  }

  private declareEncoding(encoding: string | undefined): void {
    if (encoding && /^(us-)?ascii$/i.test(encoding)) this.encoding = 'US-ASCII';
    else if (encoding && !/^utf-?8$/i.test(encoding)) this.refuse(`its encoding is ${encoding}, expected UTF-8`);
  }

  private checkTokenLength(position: number): void {
    if (position - this.lastEvent > MAX_TOKEN)
      this.refuse(`a text, tag or comment is longer than ${MAX_TOKEN} characters`);
  }

  /** ASCII has a fast way that also makes strings of one byte per character, which are faster to parse. */
  private decode(chunk?: Uint8Array): string {
    if (chunk && this.endsWhole && isAscii(chunk))
      return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    if (chunk) this.endsWhole = chunk.at(-1)! < 128;
    try {
      return chunk ? this.decoder.decode(chunk, { stream: true }) : this.decoder.decode();
    } catch {
      this.parseHeld();
      return this.refuse('it is not valid UTF-8');
    }
  }

  /** Reads the records that are plain, and gives everything else to the parser. */
  private parse(text: string): void {
    let at = 0;
    if (this.held !== '') {
      at = this.endOfRecord(text, 0);
      const record = this.held + text.slice(0, at);
      this.held = '';
      this.parseUntil(record, 0, record.length);
    }
    while (at < text.length) {
      const end = this.endOfRecord(text, at);
      this.parseUntil(text, at, end);
      at = end;
    }
  }

  /** Returns where the first end of a record from a position on ends, else where the text does. */
  private endOfRecord(text: string, from: number): number {
    const end = text.indexOf(this.recordEnd, from);
    return end < 0 ? text.length : end + this.recordEnd.length;
  }

  /** Parses a part of a text that ends with a record, or with the text. */
  private parseUntil(text: string, from: number, end: number): void {
    const start = this.isBetweenRecords() ? this.startOfRecord(text, from) : -1;
    if (start >= 0 && end - start <= MAX_TOKEN) {
      const isWhole = text.endsWith(this.recordEnd, end);
      const record = isWhole ? this.sink.readPlain(text, start, end) : null;
      if (record !== null) {
        this.skipped.add(text, from, end);
        return this.sink.addPlain(record);
      }
      if (!isWhole) return void (this.held = text.slice(from));
    }
    this.giveToParser(text.slice(from, end));
  }

  private parseHeld(): void {
    this.giveToParser(this.held);
    this.held = '';
  }

  /** Whether the parser has read no character after a tag before or between records. */
  private isBetweenRecords(): boolean {
    return this.lastEvent === this.characters && this.sink.expectsRecord();
  }

  /** Returns where the record begins that follows, after white space; -1 if something else follows. */
  private startOfRecord(text: string, from: number): number {
    const start = text.indexOf('<', from);
    const isRecord = text.slice(start, start + this.recordStart.length) === this.recordStart;
    return isRecord && LINES.test(text.slice(from, start)) ? start : -1;
  }

  private giveToParser(text: string): void {
    if (text === '') return;
    this.characters += text.length;
    try {
      this.parser.write(text);
    } catch (error) {
      this.rethrow(error);
    }
  }

  private rethrow(error: unknown): never {
    if (error instanceof LoadRefused) throw error;
    return this.refuse(
      `it is not well-formed XML (${(error as Error).message.replace(/^.*?:\d+:\d+: /, '').replace(/\.$/, '')})`,
    );
  }

  /**
   * At most seven handlers: with an eighth, V8 turns the parser into a dictionary object, which is seven times slower.
   */
  private listen(): void {
    const { parser, sink } = this;
    parser.on('doctype', () => this.refuse('it has a DOCTYPE'));
    parser.on('xmldecl', ({ encoding }) => this.declareEncoding(encoding));
    const event = () => {
      const { position } = parser;
      this.checkTokenLength(position);
      this.lastEvent = position;
    };
    parser.on('opentag', ({ name, attributes }) => {
      event();
      if (++this.depth > MAX_DEPTH) this.refuse(`elements are nested deeper than ${MAX_DEPTH}`);
      if (this.lastEvent <= this.prefixesUntil) this.openWithPrefixes(name, attributes as Attributes);
      else sink.open(this.namespaces.byDefault, name, attributes as Attributes);
    });
    const text = (value: string) => {
      event();
      sink.text(value);
    };
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('closetag', () => {
      event();
      this.namespaces.leave(this.depth--);
      sink.close();
    });
  }

  private openWithPrefixes(written: string, attributes: Attributes): void {
    const { namespaces, namespace, depth } = this;
    namespaces.enter(depth, attributes);
    const name = namespaces.nameOf(written);
    if (name === null) this.refuse(`the prefix of ${written.slice(0, 80)} is not declared`);
    else this.sink.open(name.namespace, name.local, namespaces.withLocalNames(namespace, attributes));
  }
}
