import { hash as digest } from 'node:crypto';
import type { RecordClass, RecordStatus } from '../../graph/keys';
import { nameKey, postcodeKey } from '../../ods/normalise';
import type { Dated } from '../../ods/periods';
import type { RuleId } from '../../ods/finding-rules';

/** The facts of a release, as the graph stores them (docs/graph-model.md). Absent is null. */
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
  /** The target's primary role as the link names it. */
  readonly targetRole: string | null;
  readonly id: string;
  readonly status: RecordStatus;
}

/** One side of a succession, as one record tells it. */
export interface SuccessionSide {
  readonly predecessor: string;
  readonly successor: string;
  readonly id: string;
  readonly date: string | null;
  readonly forward: boolean;
  readonly toldBy: 'predecessor' | 'successor';
}

export interface SuccessionFact {
  readonly predecessor: string;
  readonly successor: string;
  readonly id: string;
  readonly date: string | null;
  readonly otherDate: string | null;
  readonly forward: boolean;
}

/** Something odd. `code` is '' when it is about the release as a whole. */
export interface FindingFact {
  readonly rule: RuleId;
  readonly code: string;
  readonly message: string;
  readonly related: readonly string[];
}

/** A fact on its way into the graph: the columns of its statement, the hash first, the organisation's code second. */
export interface Row {
  readonly hash: string;
  readonly code: string;
  /** JSON of the columns. */
  readonly json: string;
}

export const toStateRow = (fact: StateFact): Row =>
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

export const toRoleRow = (fact: RoleFact): Row =>
  row(fact.code, [fact.id, fact.role, fact.isPrimary, fact.status, fact.operational, fact.legal]);

export const toLinkRow = (fact: LinkFact): Row =>
  row(fact.source, [fact.target, fact.id, fact.status, fact.operational, fact.legal], fact.type);

export const toSuccessionRow = (fact: SuccessionFact): Row =>
  row(fact.predecessor, [fact.successor, fact.id, fact.date, fact.otherDate, fact.forward], 'SUCCEEDED_BY');

export const toFindingRow = (fact: FindingFact): Row => row(fact.code, [fact.rule, fact.message, fact.related]);

/** 64 bits of the fact's content: what has the same hash is the same fact. */
function row(code: string, columns: readonly unknown[], kind = ''): Row {
  const content = JSON.stringify([code, ...columns]);
  const hash = digest('sha1', kind + content, 'hex').slice(0, 16);
  return { hash, code, json: `["${hash}",${content.slice(1)}` };
}
