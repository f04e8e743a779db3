import type { FindingRow } from '../../graph/keys';
import { RULES } from '../../ods/finding-rules';
import type { Finding, FindingRule } from '../../schema/finding';
import type { Moment } from '../moment';

type Told = Pick<FindingRule, 'title' | 'description'>;

const known: Readonly<Record<string, Told>> = RULES;

/** A rule at the moment at which its findings are counted. */
export class RuleAt implements FindingRule {
  constructor(
    readonly id: string,
    readonly moment: Moment,
  ) {}

  get title() {
    return this.told.title;
  }
  get description() {
    return this.told.description;
  }
  /** A newer program may have loaded the release, with rules of its own. */
  private get told(): Told {
    return known[this.id] ?? { title: this.id, description: this.id };
  }
}

/** A finding as it is shown at a moment. */
export class FindingAt implements Finding {
  constructor(
    readonly row: FindingRow,
    readonly moment: Moment,
  ) {}

  get rule() {
    return new RuleAt(this.row.rule, this.moment);
  }
  get message() {
    return this.row.message;
  }
}
