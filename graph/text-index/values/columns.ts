import { postcodeKey } from '../../../ods/normalise';
import { GrowingWords } from '../growing';

/** One property of every version of every record. Each different value is held once. */
export interface Column {
  readonly values: readonly (string | null)[];
  /** The place in `values` of the value of each version. */
  readonly ids: Uint16Array | Uint32Array;
}

/**
 * The properties that an index holds beside the words, as published; null if there is none. `periods` is made by
 * `joinPeriods`, and `otherPostcode` is the key of a postcode that is not one of the words.
 */
export const COLUMNS = ['town', 'country', 'lastChanged', 'periods', 'otherPostcode'] as const;
export type Properties = Readonly<Record<(typeof COLUMNS)[number], string | null>>;
export type Columns = Readonly<Record<(typeof COLUMNS)[number], Column>>;

export class ColumnBuilder {
  private readonly idOf = new Map<string | null, number>();
  private readonly ids = new GrowingWords();

  push(value: string | null): void {
    let id = this.idOf.get(value);
    if (id === undefined) this.idOf.set(value, (id = this.idOf.size));
    this.ids.push(id);
  }

  finish(): Column {
    const [values, ids] = [[...this.idOf.keys()], this.ids.finish()];
    return { values, ids: values.length <= 1 << 16 ? Uint16Array.from(ids) : ids };
  }
}

/** Returns the value of a version in a column. */
export function valueIn({ values, ids }: Column, version: number): string | null {
  return values[ids[version]!]!;
}

const BETWEEN = '\n';

/** Joins the operational and the legal periods of a record, which few pairs share. */
export function joinPeriods(operational: string | null, legal: string | null): string {
  return `${operational ?? ''}${BETWEEN}${legal ?? ''}`;
}

export function splitPeriods(joined: string): { readonly operational: string; readonly legal: string } {
  const end = joined.indexOf(BETWEEN);
  return { operational: joined.slice(0, end), legal: joined.slice(end + 1) };
}

/** Returns the key of a postcode if it is not among the words of the record in lower case; `words` are those of its postcode. */
export function otherPostcode(postcode: string | null, words: readonly string[]): string | null {
  const key = postcode ? postcodeKey(postcode) : null;
  return key === words.at(-1)?.toUpperCase() ? null : key;
}
