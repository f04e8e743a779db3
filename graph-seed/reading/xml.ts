import { isAscii } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { LoadRefused } from '../errors';
import { mayHavePrefixes, Namespaces, type Attributes } from './namespaces';

/** Receives the events of an XML file. Names are local names; the namespace is '' for none. */
export interface XmlSink {
  open(namespace: string, name: string, attributes: Attributes): void;
  text(text: string): void;
  close(): void;
}

/** Characters that one text, tag or comment may have. */
const MAX_TOKEN = 65_536;
const MAX_DEPTH = 32;
const CHUNK = 65_536;

/**
 * Streaming XML parser with bounded memory. Throws LoadRefused with line, column and byte when the bytes are not
 * well-formed UTF-8 XML within the limits. Refuses every DOCTYPE, so there are no entities to expand or fetch.
 */
export class XmlReader {
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

  /** Attributes of `namespace` are given to the sink under their local names. */
  constructor(
    private readonly file: string,
    private readonly namespace: string,
    private readonly sink: XmlSink,
  ) {
    this.parser = new SaxesParser({ xmlns: false, fileName: file });
    this.listen();
  }

  get line(): number {
    return this.parser.line;
  }

  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += CHUNK) this.writeChunk(chunk.subarray(from, from + CHUNK));
  }

  end(): void {
    this.parse(this.decode());
    if (this.lastEvent === 0) this.refuse('it is empty');
    try {
      this.parser.close();
    } catch (error) {
      this.rethrow(error);
    }
  }

  /** Throws LoadRefused with the reason and the current position. */
  refuse(reason: string): never {
    const { line, column } = this.parser;
    throw new LoadRefused(
      `${this.file} is refused at line ${line}, column ${column}, byte ${this.bytes} or before: ${reason}.`,
    );
  }

  private writeChunk(chunk: Uint8Array): void {
    if (this.bytes === 0) this.checkEncoding(chunk);
    this.bytes += chunk.length;
    const text = this.decode(chunk);
    if (mayHavePrefixes(this.before, text)) this.prefixesUntil = this.characters + text.length + MAX_TOKEN;
    this.before = (this.before + text.slice(-4)).slice(-4);
    this.parse(text);
    if (this.encoding === 'US-ASCII' && /[^\u0000-\u007f]/.test(text)) this.refuse('it is not valid US-ASCII');
    this.checkTokenLength(this.characters);
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
      return this.refuse('it is not valid UTF-8');
    }
  }

  private parse(text: string): void {
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
