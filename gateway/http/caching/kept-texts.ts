import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { compressed, type Coding } from '../compression';

/** A text that many requests get: its weak entity tag, and its bytes, which are compressed once for each content coding. */
export class KeptText {
  readonly etag: string;
  readonly bytes: Buffer;
  private readonly coded = new Map<Coding, Promise<Buffer>>();

  constructor(text: string) {
    this.bytes = Buffer.from(text);
    this.etag = `W/"${hash('sha256', this.bytes, 'base64url').slice(0, 22)}"`;
  }

  /** Returns the bytes in a content coding; rejects if they cannot be compressed, and tries again next time. */
  in(coding: Coding): Promise<Buffer> {
    const known = this.coded.get(coding);
    if (known) return known;
    const bytes = compressed(this.bytes, coding);
    this.coded.set(coding, bytes);
    bytes.catch(() => this.coded.delete(coding));
    return bytes;
  }
}

/** Texts at once: more than a service has schemas. */
const MAX_TEXTS = 50;

/** Returns a function that keeps the texts used last, with their compressed bytes. */
export function createKeptTexts(): (text: string) => KeptText {
  const texts = new LRUCache<string, KeptText>({ max: MAX_TEXTS });
  return (text) => {
    const known = texts.get(text);
    if (known) return known;
    const kept = new KeptText(text);
    texts.set(text, kept);
    return kept;
  };
}
