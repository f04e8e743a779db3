import { jsonText } from './json-text';
import { responseTooLarge } from '../../errors';

/** Initial size of the buffer, and the largest buffer that is reused, in bytes. */
const BUFFER_BYTES = { initial: 65_536, reused: 1_048_576 };
const [QUOTE, BACKSLASH, FIRST_PRINTABLE, LAST_ASCII] = [0x22, 0x5c, 0x20, 0x7e];

const NO_ROOM = { before: 0, after: 0 };
/** Characters of a string that is written one by one. */
const MOST_SHORT = 40;

/** Whether no byte has to be escaped. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = bytes[at]!;
    if (code < FIRST_PRINTABLE || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
}

/** Writes JSON as UTF-8 into a growing buffer that is reused, without intermediate strings. */
export class JsonWriter {
  /** Bytes written so far. Set it to an earlier value to rewind. */
  at = 0;
  private maxBytes = Infinity;
  private bytes = Buffer.allocUnsafeSlow(BUFFER_BYTES.initial);

  /** Writes bytes that are JSON already. */
  raw(part: Uint8Array): void {
    const { length } = part;
    this.reserve(length);
    const { bytes } = this;
    let { at } = this;
    for (let from = 0; from < length; from++) bytes[at++] = part[from]!;
    this.at = at;
  }

  value(value: unknown): void {
    if (typeof value === 'string') this.string(value);
    else if (typeof value === 'object') this.text(jsonText(value));
    else this.ascii(jsonText(value));
  }

  /** Empties the writer. It throws PAYLOAD_TOO_LARGE soon after it holds more than `maxBytes`. */
  start(maxBytes: number): void {
    this.at = 0;
    this.maxBytes = maxBytes;
  }

  /** Returns a copy of what was written, with so many unused bytes before and after it, and resets the writer. */
  take({ before, after } = NO_ROOM): Buffer {
    const bytes = Buffer.allocUnsafe(before + this.at + after);
    this.bytes.copy(bytes, before, 0, this.at);
    if (this.bytes.length > BUFFER_BYTES.reused) this.bytes = Buffer.allocUnsafeSlow(BUFFER_BYTES.initial);
    this.at = 0;
    return bytes;
  }

  /** Most strings need no escape. For short ones, a loop is faster than a call of Buffer.write. */
  private string(text: string): void {
    const { length } = text;
    if (length > MOST_SHORT) return this.longString(text);
    this.reserve(length + 2);
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = QUOTE;
    for (let from = 0; from < length; from++) {
      const code = text.charCodeAt(from);
      if (code < FIRST_PRINTABLE || code > LAST_ASCII || code === QUOTE || code === BACKSLASH)
        return this.text(JSON.stringify(text));
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.at = at;
  }

  /** To check the bytes that Buffer.write wrote takes less time than to read the characters one by one. */
  private longString(text: string): void {
    const { length } = text;
    this.reserve(length * 3 + 2);
    const { bytes, at } = this;
    const from = at + 1;
    if (bytes.write(text, from) > length || !isPlain(bytes, from, from + length))
      return this.text(JSON.stringify(text));
    bytes[at] = QUOTE;
    bytes[from + length] = QUOTE;
    this.at = from + length + 1;
  }

  /** Numbers and booleans are short too. */
  private ascii(json: string): void {
    const { length } = json;
    this.reserve(length);
    const { bytes } = this;
    for (let from = 0; from < length; from++) bytes[this.at++] = json.charCodeAt(from);
  }

  private text(json: string): void {
    this.reserve(json.length * 3);
    this.at += this.bytes.write(json, this.at);
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const { at, maxBytes } = this;
    if (at > maxBytes) throw responseTooLarge(maxBytes);
    // Ends near the limit, so that the writer returns here soon after it.
    const wanted = Math.min(2 * (at + length), maxBytes + BUFFER_BYTES.initial);
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}
