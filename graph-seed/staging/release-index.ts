import { Column, StringTable } from './typed-collections';
import type { Dated } from '../../ods/periods';
import type { IndexedLink, IndexedRole, IndexedState } from './indexed-record';
import type { Traits } from './traits';

/** What defines a code: no record so far, only a stub (refOnly), or a full record. */
export const NOTHING = 0;
export const STUB = 1;
export const RECORD = 2;

/** Two full records with the same code. */
export interface DuplicateRecord {
  readonly code: string;
  /** Last change date of the record that was kept. */
  readonly kept: string;
  /** Last change date of the record that was dropped. */
  readonly dropped: string;
}

/**
 * In-memory index of all organisations, role ids and relationships of a release. Decides which of several records with
 * the same code is kept; the rules that compare records read it. About 75 MB for a national release.
 */
export class ReleaseIndex {
  readonly codes = new StringTable();
  readonly texts = new StringTable();
  readonly types = new StringTable();
  readonly duplicates: DuplicateRecord[] = [];
  /** Numbers of the records that were dropped for another record with the same code. */
  readonly dropped = new Set<number>();
  readonly organisation = {
    definition: new Column(Uint8Array),
    record: new Column(Uint32Array),
    changed: new Column(Uint32Array),
    operational: new Column(Uint32Array),
    legal: new Column(Uint32Array),
    primaryRole: new Column(Uint32Array),
    isSite: new Column(Uint8Array),
    kinds: new Column(Uint16Array),
    heldRoles: new Column(Uint8Array),
    name: new Column(Float64Array),
  };
  readonly role = {
    holder: new Column(Uint32Array),
    id: new Column(Float64Array),
    record: new Column(Uint32Array),
  };
  readonly link = {
    source: new Column(Uint32Array),
    target: new Column(Uint32Array),
    targetRole: new Column(Uint32Array),
    type: new Column(Uint32Array),
    operational: new Column(Uint32Array),
    legal: new Column(Uint32Array),
    id: new Column(Float64Array),
    record: new Column(Uint32Array),
  };
  /** How often each role is held, by its code. */
  readonly holders = new Map<string, number>();
  private readonly nonNumericIds = new StringTable();
  /** What `links` returned last, and of how many relationships and dropped records. */
  private kept: { positions: Uint32Array; of: number; dropped: number } | null = null;

  constructor() {
    this.texts.numberOf('');
  }

  /**
   * Adds a record and returns the number of its code. Of two records with the same code, the full record is kept, else
   * the one with the later change date, else the later one in the file.
   */
  addState(record: number, state: IndexedState, traits: Traits): number {
    const { organisation } = this;
    const number = this.numberOf(state.code);
    const definition = state.refOnly ? STUB : RECORD;
    const previous = organisation.definition.at(number);
    const changed = state.lastChanged ?? '';
    if (previous !== NOTHING) {
      const previousChange = this.texts.at(organisation.changed.at(number));
      const wins = definition !== previous ? definition > previous : changed >= previousChange;
      this.dropped.add(wins ? organisation.record.at(number) : record);
      if (definition === RECORD && previous === RECORD)
        this.duplicates.push({
          code: state.code,
          kept: wins ? changed : previousChange,
          dropped: wins ? previousChange : changed,
        });
      if (!wins) return number;
    }
    organisation.definition.set(number, definition);
    organisation.record.set(number, record);
    organisation.changed.set(number, this.texts.numberOf(changed));
    organisation.operational.set(number, this.texts.numberOf(state.operational));
    organisation.legal.set(number, this.texts.numberOf(state.legal));
    this.setTraits(number, state, traits);
    return number;
  }

  /** Sets primary role, class, kinds and name of a code, with or without a record. */
  setTraits(
    number: number,
    { primaryRole, recordClass }: Pick<IndexedState, 'primaryRole' | 'recordClass'>,
    { kinds, holds, name }: Traits,
  ): void {
    const { organisation } = this;
    organisation.primaryRole.set(number, this.texts.numberOf(primaryRole ?? ''));
    organisation.isSite.set(number, Number(recordClass === 'SITE'));
    organisation.kinds.set(number, kinds);
    organisation.heldRoles.set(number, holds);
    organisation.name.set(number, name);
  }

  addRole(record: number, holder: number, [id, role]: IndexedRole): void {
    this.role.holder.push(holder);
    this.role.id.push(this.idOf(id));
    this.role.record.push(record);
    this.holders.set(role, (this.holders.get(role) ?? 0) + 1);
  }

  addLink(record: number, source: number, fact: IndexedLink): void {
    const [type, target, targetRole, operational, legal, id] = fact;
    const { link, texts } = this;
    link.source.push(source);
    link.target.push(this.numberOf(target));
    link.targetRole.push(texts.numberOf(targetRole ?? ''));
    link.type.push(this.types.numberOf(type));
    link.operational.push(texts.numberOf(operational));
    link.legal.push(legal === '' ? 0 : texts.numberOf(legal));
    link.id.push(this.idOf(id));
    link.record.push(record);
  }

  /** Returns the number of a code, and assigns one if the code is new. */
  numberOf(code: string): number {
    const number = this.codes.numberOf(code);
    if (this.organisation.definition.length <= number)
      for (const column of Object.values(this.organisation)) while (column.length <= number) column.push(0);
    return number;
  }

  /** Counts the codes with a full record, or with a stub only. */
  count(definition: typeof STUB | typeof RECORD): number {
    const column = this.organisation.definition;
    let count = 0;
    for (let number = 0; number < column.length; number++) if (column.at(number) === definition) count++;
    return count;
  }

  datesOf(number: number): Dated {
    const { operational, legal } = this.organisation;
    return { operational: this.texts.at(operational.at(number)), legal: this.texts.at(legal.at(number)) };
  }

  /** Returns the positions of the relationships whose record was not dropped. The caller must not change them. */
  links(): Uint32Array {
    const { source, record } = this.link;
    if (this.kept?.of !== source.length || this.kept.dropped !== this.dropped.size) {
      const positions = new Uint32Array(source.length);
      let count = 0;
      for (let position = 0; position < source.length; position++)
        if (!this.dropped.has(record.at(position))) positions[count++] = position;
      this.kept = { positions: positions.subarray(0, count), of: source.length, dropped: this.dropped.size };
    }
    return this.kept.positions;
  }

  /** An id as a number: below 0 for an id that is not numeric, NaN for a missing one. */
  private idOf(id: string): number {
    if (id === '') return NaN;
    return /^\d{1,15}$/.test(id) ? Number(id) : -1 - this.nonNumericIds.numberOf(id);
  }
}
