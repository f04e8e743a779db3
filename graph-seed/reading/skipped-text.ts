interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position in a file of which a parser does not get every text. Line breaks are those of `\n`. */
export class SkippedText {
  private lines = 0;
  /** What the columns of the parser lack as long as it is in this line. */
  private columns = 0;
  private parserLine = 0;

  constructor(private readonly parser: Position) {}

  get line(): number {
    return this.parser.line + this.lines;
  }

  get column(): number {
    return this.parser.column + (this.parser.line === this.parserLine ? this.columns : 0);
  }

  /** Adds a part of a text that the parser does not get. */
  add(text: string, from: number, end: number): void {
    const { column } = this;
    let last = -1;
    for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
      this.lines++;
      last = at;
    }
    this.columns = (last < 0 ? column + end - from : end - last - 1) - this.parser.column;
    this.parserLine = this.parser.line;
  }
}
