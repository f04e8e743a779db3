import { OrganisationLinks } from '../navigation/route-link';
import { missingReasonText } from '../text/missing-reasons';
import { Table, type Column } from '../components/table';
import { capitalise, formatNumber, pluralLabel, enumLabel } from '../text/format';
import { daysText, haveSeveralDays } from './moment-text';
import type { RollUp, Unassigned } from './types';
import type { RollUpParams } from './params';
import { WORDS } from './words';

interface Props {
  readonly rollUp: RollUp;
  readonly params: RollUpParams;
}

/** Organisations in no group, by reason. */
export function UnassignedTable({ rollUp: { unassigned, groups, measure }, params: { kind, by } }: Props) {
  if (unassigned.length === 0) return null;
  const columns: Column<Unassigned>[] = [
    { head: WORDS.reason, cell: ({ reason }) => capitalise(missingReasonText(reason)) },
    { head: pluralLabel(kind), numeric: true, cell: ({ count }) => formatNumber(count) },
    ...(measure
      ? [{ head: capitalise(measure.unit), numeric: true, cell: ({ total }: Unassigned) => formatNumber(total) }]
      : []),
    ...(haveSeveralDays([...groups, ...unassigned]) ? [{ head: WORDS.valueDays, cell: daysText }] : []),
    { head: WORDS.firstTen, cell: ({ sample }) => <OrganisationLinks to={sample} /> },
  ];
  const title = WORDS.notInAny(enumLabel(by));
  return (
    <section aria-labelledby="none">
      <h2 class="nhsuk-heading-m" id="none">
        {title}
      </h2>
      <Table caption={title} columns={columns} rows={unassigned} keyOf={({ reason }) => reason} />
    </section>
  );
}
