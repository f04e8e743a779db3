import { hash as digest } from 'node:crypto';
import type { RecordClass, RecordStatus } from '../../ods/facts';
import { nameKey, postcodeKey } from '../../ods/normalise';
import { packState } from '../../ods/packed-state';
import type { Dated } from '../../ods/periods';
import type { RuleId } from '../../ods/finding-rules';

/** The facts of a release, as the graph stores them (docs/graph-model.md). Missing values are null. */
export interface StateFact extends Dated {
  readonly code: string;
  readonly name: string;
  readonly recordClass: RecordClass | null;
  readonly status: RecordStatus | null;
  readonly statusDerived: boolean | null;
  readonly refOnly: boolean;
  readonly unresolved: boolean;
  readonly primaryRole: string | null;
  readonly lastChanged: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly line3: string | null;
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly uprn: string | null;
  readonly contacts: readonly string[] | null;
}

export interface RoleFact extends Dated {
  readonly code: string;
  readonly id: string;
  readonly role: string;
  readonly isPrimary: boolean;
  readonly status: RecordStatus;
}

export interface LinkFact extends Dated {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  /** Primary role of the target, as the relationship states it. */
  readonly targetRole: string | null;
  readonly id: string;
  readonly status: RecordStatus;
}

/** A succession as one of its two records states it. */
export interface SuccessionSide {
  readonly predecessor: string;
  readonly successor: string;
  readonly id: string;
  readonly date: string | null;
  readonly forward: boolean;
  readonly statedBy: 'predecessor' | 'successor';
}

export interface SuccessionFact {
  readonly predecessor: string;
  readonly successor: string;
  readonly id: string;
  readonly date: string | null;
  readonly otherDate: string | null;
  readonly forward: boolean;
}

/** A data quality finding. `code` is '' when it concerns the whole release. */
export interface FindingFact {
  readonly rule: RuleId;
  readonly code: string;
  readonly message: string;
  readonly related: readonly string[];
}

/**
 * A fact in the form that its Cypher statement reads: columns, with the hash first and the organisation's code second.
 */
export interface FactRow {
  readonly hash: string;
  readonly code: string;
  /** The columns as JSON. */
  readonly json: string;
}

export const toStateRow = (fact: StateFact): FactRow => withColumn(stateColumns(fact), packState(fact));

const stateColumns = (fact: StateFact): FactRow =>
  row(fact.code, [
    fact.name,
    nameKey(fact.name),
    fact.recordClass,
    fact.status,
    fact.statusDerived,
    fact.refOnly,
    fact.unresolved,
    fact.primaryRole,
    fact.operational,
    fact.legal,
    fact.lastChanged,
    fact.line1,
    fact.line2,
    fact.line3,
    fact.town,
    fact.county,
    fact.postcode,
    fact.postcode && postcodeKey(fact.postcode),
    fact.country,
    fact.uprn,
    fact.contacts,
  ]);

export const toRoleRow = (fact: RoleFact): FactRow =>
  row(fact.code, [fact.id, fact.role, fact.isPrimary, fact.status, fact.operational, fact.legal]);

export const toLinkRow = (fact: LinkFact): FactRow =>
  row(fact.source, [fact.target, fact.id, fact.status, fact.operational, fact.legal], fact.type);

export const toSuccessionRow = (fact: SuccessionFact): FactRow =>
  row(fact.predecessor, [fact.successor, fact.id, fact.date, fact.otherDate, fact.forward], 'SUCCEEDED_BY');

export const toFindingRow = (fact: FindingFact): FactRow => row(fact.code, [fact.rule, fact.message, fact.related]);

/** Adds a column that follows from the others, and is not part of the hash. */
function withColumn({ hash, code, json }: FactRow, value: unknown): FactRow {
  return { hash, code, json: `${json.slice(0, -1)},${JSON.stringify(value)}]` };
}

/** The hash is 64 bits of SHA-1 over the content: facts with the same hash are the same fact. */
function row(code: string, columns: readonly unknown[], kind = ''): FactRow {
  const content = JSON.stringify([code, ...columns]);
  const hash = digest('sha1', kind + content, 'hex').slice(0, 16);
  return { hash, code, json: `["${hash}",${content.slice(1)}` };
}
