import { LRUCache } from 'lru-cache';
import type { Snapshot } from '../../graph/catalog';

/** A whole answer as it goes out. */
export interface Answer {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** The most that it may have cost: whoever is given it again pays for it too. */
  readonly cost: number;
}

/** Answers that are given again to whoever asks the same about the same releases and figures. */
export interface Answers {
  /** What an answer depends on, as one text; undefined for a question that is too long to be kept. */
  keyOf(question: Question): string | undefined;
  get(key: string): Answer | undefined;
  keep(key: string, answer: Answer): void;
  /** Bytes in use and answers kept. */
  readonly size: { readonly bytes: number; readonly entries: number };
}

export interface Question {
  /** The body as it came. */
  readonly body: string;
  readonly asOf: string | undefined;
  readonly mediaType: string;
  readonly snapshot: Snapshot;
  /** Counts the graphs that were served before: another one may answer otherwise. */
  readonly graph: number;
}

/** Characters of a question that is kept. */
const LONGEST = 16_384;
/** Bytes that an entry takes beside its texts. */
const ENTRY = 500;

/** Keeps answers in so many bytes, those that were asked for last; 0 keeps none. */
export function createAnswers(maxSize: number): Answers {
  const kept =
    maxSize === 0
      ? undefined
      : new LRUCache<string, Answer>({
          maxSize,
          maxEntrySize: Math.max(1, Math.floor(maxSize / 8)),
          sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length + ENTRY,
        });
  return {
    keyOf: ({ body, asOf = '', mediaType, snapshot, graph }) =>
      kept && body.length <= LONGEST ? `${graph} ${versionOf(snapshot)}\n${asOf}\n${mediaType}\n${body}` : undefined,
    get: (key) => kept?.get(key),
    keep: (key, answer) => void kept?.set(key, answer),
    get size() {
      return { bytes: kept?.calculatedSize ?? 0, entries: kept?.size ?? 0 };
    },
  };
}

const versions = new WeakMap<Snapshot, string>();

/** Equal for snapshots in which every question has the same answer. */
function versionOf(snapshot: Snapshot): string {
  let version = versions.get(snapshot);
  if (version === undefined) {
    const { live, releases, generation } = snapshot;
    version = [live.number, generation, ...releases.map(({ number, sha256 }) => `${number} ${sha256}`)].join(';');
    versions.set(snapshot, version);
  }
  return version;
}
