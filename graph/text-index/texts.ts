import type { Columns, Properties } from './values/columns';
import type { Vocabulary } from './vocabulary';

/** One version of a record, as it is added to an index. */
export interface TextEntry {
  readonly code: string;
  /** The releases that hold it: from the first up to, and without, the second. */
  readonly fromRelease: number;
  readonly untilRelease: number;
  readonly isActive: boolean;
  /** 0 to 3; less is what people mean more often. */
  readonly kindRank: number;
  readonly dependants: number;
  readonly properties: Properties;
  /** The words of each section, in the order of `SECTIONS`. */
  readonly sections: readonly (readonly string[])[];
  readonly successors: readonly Successor[];
}

export type Successor = readonly [code: string, fromRelease: number, untilRelease: number];

/** Every version of every record, as columns. A version is its position in them; an organisation its position in `codes`. */
export interface Texts {
  readonly codes: readonly string[];
  /** The first version of each organisation, and the number of all versions. */
  readonly firstOf: Uint32Array;
  readonly organisationOf: Uint32Array;
  readonly fromRelease: Int32Array;
  readonly untilRelease: Int32Array;
  /** Bit 0: active. Bits 1 and 2: rank of the kind. */
  readonly flags: Uint8Array;
  readonly dependants: Uint16Array;
  /** The ids of the words of each version, section by section, and where each version starts. */
  readonly words: Uint32Array;
  readonly starts: Uint32Array;
  /** Where each section but the last ends, counted from the start of the version. */
  readonly ends: Uint8Array;
  readonly columns: Columns;
  readonly successors: ReadonlyMap<number, readonly Successor[]>;
  readonly vocabulary: Vocabulary;
}

/** The sections whose end is stored. */
export const ENDS = 4;
