import { Column, Texts } from './typed-collections';
import type { Dated } from '../../ods/periods';
import type { LinkFact, RoleFact, StateFact } from '../facts/facts';
import type { Traits } from './traits';

/** What is known of a code so far. */
export const NOTHING = 0;
export const STUB = 1;
export const RECORD = 2;

/** Two full records that claim one code. */
export interface Clash {
  readonly code: string;
  readonly kept: string;
  readonly dropped: string;
}

/**
 * Every organisation, role id and relationship of a release in compact form: decides which of several records of a code
 * counts, and is what the rules that look at several records read. About 75 MB for a national release.
 */
export class Register {
  readonly codes = new Texts();
  readonly texts = new Texts();
  readonly types = new Texts();
  readonly clashes: Clash[] = [];
  /** Records, by number, that do not count because another one of their code does. */
  readonly dropped = new Set<number>();
  readonly organisation = {
    kind: new Column(Uint8Array),
    record: new Column(Uint32Array),
    changed: new Column(Uint32Array),
    operational: new Column(Uint32Array),
    legal: new Column(Uint32Array),
    primaryRole: new Column(Uint32Array),
    isSite: new Column(Uint8Array),
    kinds: new Column(Uint16Array),
    holds: new Column(Uint8Array),
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
  private readonly oddIds = new Texts();

  constructor() {
    this.texts.numberOf('');
  }

  /** Takes a record in, or drops it or the one before it: a record counts before a stub, then the later change, then the later in the file. Answers with the number of its code. */
  addState(record: number, state: StateFact, traits: Traits): number {
    const { organisation } = this;
    const number = this.numberOf(state.code);
    const kind = state.refOnly ? STUB : RECORD;
    const before = organisation.kind.at(number);
    const changed = state.lastChanged ?? '';
    if (before !== NOTHING) {
      const changedBefore = this.texts.at(organisation.changed.at(number));
      const wins = kind !== before ? kind > before : changed >= changedBefore;
      this.dropped.add(wins ? organisation.record.at(number) : record);
      if (kind === RECORD && before === RECORD)
        this.clashes.push({
          code: state.code,
          kept: wins ? changed : changedBefore,
          dropped: wins ? changedBefore : changed,
        });
      if (!wins) return number;
    }
    organisation.kind.set(number, kind);
    organisation.record.set(number, record);
    organisation.changed.set(number, this.texts.numberOf(changed));
    organisation.operational.set(number, this.texts.numberOf(state.operational));
    organisation.legal.set(number, this.texts.numberOf(state.legal));
    this.describe(number, state, traits);
    return number;
  }

  /** What is known of a code's primary role, class, kinds and name, with a record or without. */
  describe(number: number, { primaryRole, recordClass }: StateFact, { kinds, holds, name }: Traits): void {
    const { organisation } = this;
    organisation.primaryRole.set(number, this.texts.numberOf(primaryRole ?? ''));
    organisation.isSite.set(number, Number(recordClass === 'SITE'));
    organisation.kinds.set(number, kinds);
    organisation.holds.set(number, holds);
    organisation.name.set(number, name);
  }

  addRole(record: number, holder: number, fact: RoleFact): void {
    this.role.holder.push(holder);
    this.role.id.push(this.idOf(fact.id));
    this.role.record.push(record);
  }

  addLink(record: number, source: number, fact: LinkFact): void {
    const { link, texts } = this;
    link.source.push(source);
    link.target.push(this.numberOf(fact.target));
    link.targetRole.push(texts.numberOf(fact.targetRole ?? ''));
    link.type.push(this.types.numberOf(fact.type));
    link.operational.push(texts.numberOf(fact.operational));
    link.legal.push(fact.legal === '' ? 0 : texts.numberOf(fact.legal));
    link.id.push(this.idOf(fact.id));
    link.record.push(record);
  }

  /** The number of a code; codes that are only named get one too. */
  numberOf(code: string): number {
    const number = this.codes.numberOf(code);
    if (this.organisation.kind.length <= number)
      for (const column of Object.values(this.organisation)) while (column.length <= number) column.push(0);
    return number;
  }

  /** How many codes have a record, or only a stub. */
  count(kind: typeof STUB | typeof RECORD): number {
    const column = this.organisation.kind;
    let count = 0;
    for (let number = 0; number < column.length; number++) if (column.at(number) === kind) count++;
    return count;
  }

  datesOf(number: number): Dated {
    const { operational, legal } = this.organisation;
    return { operational: this.texts.at(operational.at(number)), legal: this.texts.at(legal.at(number)) };
  }

  /** The numbers of the links that count. */
  *links(): Generator<number> {
    for (let index = 0; index < this.link.source.length; index++)
      if (!this.dropped.has(this.link.record.at(index))) yield index;
  }

  /** Ids as numbers: those that are no number get one below 0; a missing one is NaN. */
  private idOf(id: string): number {
    if (id === '') return NaN;
    return /^\d{1,15}$/.test(id) ? Number(id) : -1 - this.oddIds.numberOf(id);
  }
}
