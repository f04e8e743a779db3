import { SaxesParser } from 'saxes';
import { LoadRefused } from '../errors';

export type Attributes = Readonly<Record<string, string>>;

/** Receives the events of an XML file. Names are as written, with their prefix. */
export interface XmlSink {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
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
  private bytes = 0;
  private depth = 0;
  private characters = 0;
  /** Number of characters before the last event. The parser's own count is correct only inside its callbacks. */
  private lastEvent = 0;

  constructor(
    private readonly file: string,
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
    if (this.bytes === 0 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)))
      this.refuse('it is UTF-16, expected UTF-8');
    this.bytes += chunk.length;
    this.parse(this.decode(chunk));
    this.checkTokenLength(this.characters);
  }

  private checkTokenLength(position: number): void {
    if (position - this.lastEvent > MAX_TOKEN)
      this.refuse(`a text, tag or comment is longer than ${MAX_TOKEN} characters`);
  }

  private decode(chunk?: Uint8Array): string {
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
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding && !/^utf-?8$/i.test(encoding)) this.refuse(`its encoding is ${encoding}, expected UTF-8`);
    });
    const event = () => {
      this.checkTokenLength(parser.position);
      this.lastEvent = parser.position;
    };
    parser.on('opentag', ({ name, attributes }) => {
      event();
      if (++this.depth > MAX_DEPTH) this.refuse(`elements are nested deeper than ${MAX_DEPTH}`);
      sink.open(name, attributes as Attributes);
    });
    const text = (value: string) => {
      event();
      sink.text(value);
    };
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('closetag', ({ name }) => {
      event();
      this.depth--;
      sink.close(name);
    });
  }
}
