import { OrganisationLinks } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatDate, formatNumber, pluralLabel, enumLabel } from '../text/format';
import { momentText } from './moment-text';
import type { RollUp } from './types';
import { rollUpCsv } from './roll-up-csv';
import type { RollUpParams } from './params';
import { DownloadButton } from '../components/download-button';
import { GroupTable } from './group-table';
import { BarChart } from './bar-chart';
import { UnassignedTable } from './unassigned-table';
import { WORDS } from './words';

interface Props {
  readonly rollUp: RollUp;
  readonly params: RollUpParams;
}

/** The result: totals, groups as a chart and a table, and organisations in no group or in several. */
export function Results({ rollUp, params }: Props) {
  const { groups, multiplyAssigned } = rollUp;
  const level = enumLabel(params.by);
  return (
    <>
      <Totals rollUp={rollUp} params={params} />
      {groups.length === 0 ? <p>{WORDS.noGroups(pluralLabel(params.kind), level)}</p> : null}
      <BarChart rollUp={rollUp} params={params} />
      <GroupTable rollUp={rollUp} params={params} />
      <DownloadButton text={rollUpCsv(rollUp, params)} name={`${params.kind}-by-${params.by}.csv`.toLowerCase()} />
      <UnassignedTable rollUp={rollUp} params={params} />
      {multiplyAssigned.length === 0 ? null : (
        <section aria-labelledby="several">
          <h2 class="nhsuk-heading-m" id="several">
            {WORDS.several(level)}
          </h2>
          <p>{WORDS.severalText}</p>
          <OrganisationLinks to={multiplyAssigned} />
        </section>
      )}
    </>
  );
}

function Totals({ rollUp, params }: Props) {
  const { groups, measure, count, total, missing, unassigned } = rollUp;
  const inGroups = groups.reduce((sum, group) => sum + group.missing, 0);
  const none = unassigned.reduce((sum, group) => sum + group.count, 0);
  return (
    <>
      <p role="status">{momentText(groups[0]?.organisation.moment, rollUp)}</p>
      <dl class="nhsuk-summary-list">
        <SummaryRow name={pluralLabel(params.kind)}>{formatNumber(count)}</SummaryRow>
        {measure ? <SummaryRow name={measure.name}>{`${formatNumber(total)} ${measure.unit}`}</SummaryRow> : null}
        {measure ? <SummaryRow name={WORDS.missingValues}>{missingText(missing, inGroups, params)}</SummaryRow> : null}
        {measure ? <ValueRows rollUp={rollUp} params={params} /> : null}
        <SummaryRow name={WORDS.notInAny(enumLabel(params.by))}>{formatNumber(none)}</SummaryRow>
      </dl>
    </>
  );
}

/** What the sum says of its values; nothing of what is not the case. */
function ValueRows({ rollUp, params: { kind } }: Props) {
  const { valuesOn, tooOld, carriedForward, underOtherCodes, leftOut, leftOutTotal, measure } = rollUp;
  const of = (count: number) => `${formatNumber(count)} ${pluralLabel(kind)}`;
  const day = valuesOn === null ? '' : formatDate(valuesOn);
  return (
    <>
      {tooOld > 0 ? <SummaryRow name={WORDS.tooOld}>{WORDS.tooOldText(of(tooOld), day)}</SummaryRow> : null}
      {carriedForward > 0 ? (
        <SummaryRow name={WORDS.carried}>{WORDS.carriedText(of(carriedForward), day)}</SummaryRow>
      ) : null}
      {underOtherCodes > 0 ? (
        <SummaryRow name={WORDS.otherCodes}>{WORDS.otherCodesText(of(underOtherCodes))}</SummaryRow>
      ) : null}
      {leftOut > 0 ? (
        <SummaryRow name={WORDS.leftOut}>{WORDS.leftOutText(leftOutTotal, measure!.unit, leftOut)}</SummaryRow>
      ) : null}
    </>
  );
}

function missingText(missing: number, inGroups: number, { kind, by }: RollUpParams): string {
  if (missing === 0) return WORDS.noneMissing;
  const rest = missing - inGroups;
  const outside = rest > 0 ? WORDS.missingOutside(rest, enumLabel(by)) : '';
  return WORDS.missing(missing, pluralLabel(kind), outside);
}
