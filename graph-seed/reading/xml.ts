import { SaxesParser } from 'saxes';
import { LoadRefused } from '../errors';

export type Attributes = Readonly<Record<string, string>>;

/** What reads the events of an XML file. Names are as written, prefix included. */
export interface XmlSink {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** Characters that one text, tag or comment may have, and the depth of elements. */
const MAX_QUIET = 65_536;
const MAX_DEPTH = 32;
const PIECE = 65_536;

/**
 * Reads XML from bytes as they come, in bounded memory. Throws a LoadRefused with line, column and byte for whatever is
 * not well-formed UTF-8 XML within the bounds; any DOCTYPE is refused, so there are no entities to expand or fetch.
 */
export class XmlReader {
  private readonly parser: SaxesParser<{ xmlns: false; fileName: string }>;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private bytes = 0;
  private depth = 0;
  private characters = 0;
  /** Characters up to the last event. The parser's own count is right only while it calls. */
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
    for (let from = 0; from < chunk.length; from += PIECE) this.writePiece(chunk.subarray(from, from + PIECE));
  }

  end(): void {
    this.parsed(this.decoded());
    if (this.lastEvent === 0) this.refuse('it is empty');
    try {
      this.parser.close();
    } catch (error) {
      this.rethrow(error);
    }
  }

  /** Stops with a reason at the place read last. */
  refuse(reason: string): never {
    const { line, column } = this.parser;
    throw new LoadRefused(
      `${this.file} is refused at line ${line}, column ${column}, byte ${this.bytes} or before: ${reason}.`,
    );
  }

  private writePiece(piece: Uint8Array): void {
    if (this.bytes === 0 && ((piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff)))
      this.refuse('it is UTF-16, expected UTF-8');
    this.bytes += piece.length;
    this.parsed(this.decoded(piece));
    this.checkQuiet(this.characters);
  }

  private checkQuiet(position: number): void {
    if (position - this.lastEvent > MAX_QUIET)
      this.refuse(`a text, tag or comment is longer than ${MAX_QUIET} characters`);
  }

  private decoded(piece?: Uint8Array): string {
    try {
      return piece ? this.decoder.decode(piece, { stream: true }) : this.decoder.decode();
    } catch {
      return this.refuse('it is not valid UTF-8');
    }
  }

  private parsed(text: string): void {
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

  /** Seven handlers at most: with an eighth the engine turns the parser into a dictionary, seven times slower. */
  private listen(): void {
    const { parser, sink } = this;
    parser.on('doctype', () => this.refuse('it has a DOCTYPE'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding && !/^utf-?8$/i.test(encoding)) this.refuse(`it says that it is ${encoding}, expected UTF-8`);
    });
    const event = () => {
      this.checkQuiet(parser.position);
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
