import { useContext } from 'preact/hooks';
import { Table, type Column } from '../../components/table';
import { RouteContext, RouteLink } from '../../navigation/route-link';
import { formatNumber } from '../../text/format';
import type { BelowParams, BelowSummary } from './types';
import { groupName, groupText, WORDS } from './words';

interface Row {
  /** '' for all groups. */
  readonly group: string;
  readonly text: string;
  readonly count: number;
}

/** The groups with their counts; each leads to its changes. */
export function GroupTable({
  params,
  changes,
}: {
  readonly params: BelowParams;
  readonly changes: BelowSummary['changes'];
}) {
  const { from, to } = params;
  const rows: Row[] = [
    { group: '', text: WORDS.all, count: changes.totalCount },
    ...changes.groupCounts.map(({ group, count }) => ({ group, count, text: groupText(group, from, to) })),
  ];
  const columns: Column<Row>[] = [
    { head: WORDS.kind, cell: (row) => <GroupLink row={row} params={params} /> },
    { head: WORDS.count, numeric: true, cell: ({ count }) => formatNumber(count) },
  ];
  return (
    <section aria-labelledby="below-groups">
      <h2 class="nhsuk-heading-m" id="below-groups">
        {WORDS.groups}
      </h2>
      <p class="nhsuk-hint">{WORDS.groupsHint}</p>
      <Table caption={WORDS.groups} columns={columns} rows={rows} keyOf={({ group }) => group} />
    </section>
  );
}

/** A link to the changes of a group; only its text for an empty group. */
function GroupLink({ row: { group, text, count }, params }: { readonly row: Row; readonly params: BelowParams }) {
  const route = useContext(RouteContext);
  const isShown = params.group === group;
  if (count === 0 && !isShown) return <>{text}</>;
  return (
    <>
      <RouteLink to={{ ...route, params: { ...params, group } }} aria-current={isShown ? 'true' : undefined}>
        {text}
        <span class="nhsuk-u-visually-hidden"> ({WORDS.show(group === '' ? WORDS.listed : groupName(group))})</span>
      </RouteLink>
      {isShown ? ` (${WORDS.shown})` : ''}
    </>
  );
}
