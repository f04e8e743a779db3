import type { FindingRow } from '../../ods/facts';
import { RULES } from '../../ods/finding-rules';
import type { Finding, FindingRule } from '../../schema/finding';
import { globalId } from '../identity/global-id';
import type { Moment } from '../moment';

type RuleText = Pick<FindingRule, 'title' | 'description'>;

const RULE_TEXTS: Readonly<Record<string, RuleText>> = RULES;

/** A rule, with the moment whose findings are counted. */
export class RuleAt implements FindingRule {
  constructor(
    readonly id: string,
    readonly moment: Moment,
  ) {}

  get title() {
    return this.text.title;
  }
  get description() {
    return this.text.description;
  }
  /** A newer version may have loaded the release, with rules that this version does not have. */
  private get text(): RuleText {
    return RULE_TEXTS[this.id] ?? { title: this.id, description: this.id };
  }
}

/** A finding, with the moment at which its organisations are resolved. */
export class FindingAt implements Finding {
  constructor(
    readonly row: FindingRow,
    readonly moment: Moment,
  ) {}

  get id() {
    const { rule, code, hash } = this.row;
    return globalId('Finding', [rule, code, hash], this.moment);
  }
  get rule() {
    return new RuleAt(this.row.rule, this.moment);
  }
  get message() {
    return this.row.message;
  }
}
