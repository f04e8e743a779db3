import { useContext } from 'preact/hooks';
import { asOfArgument } from '../../navigation/route';
import type { Organisation, Page, TimelineRelationship } from '../../graphql/types';
import { Disclosure } from '../../components/disclosure';
import TIMELINE from '../../documents/timeline.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import { LoadMore, usePagedQuery } from '../../graphql/use-paged-query';
import { OrganisationLink, RouteContext } from '../../navigation/route-link';
import { ErrorMessage } from '../../components/error-message';
import { Table, type Column } from '../../components/table';
import { formatPeriods } from '../../text/format';
import { TimelineChart } from './timeline-chart';
import { toTypes, yearRange } from './lanes';
import { WORDS } from '../words';

type Data = { readonly organisation: { readonly relationships: Page<TimelineRelationship> } | null };

/** The relationships of an organisation to others over time, as a chart and as a table. */
export function Timeline({ organisation: { code, moment: shown } }: { readonly organisation: Organisation }) {
  const { moment } = useContext(RouteContext);
  const variables = { code, asOf: asOfArgument(moment) };
  const links = usePagedQuery<Data, TimelineRelationship>(
    TIMELINE,
    variables,
    ({ organisation }) => organisation?.relationships,
  );
  return (
    <section aria-labelledby="timeline">
      <h2 class="nhsuk-heading-m" id="timeline">
        {WORDS.timeline}
      </h2>
      {links.error ? <ErrorMessage error={links.error} retry={links.retry} /> : null}
      {links.nodes.length === 0 ? null : <ChartAndTable links={links.nodes} date={shown.date} />}
      {links.totalCount === 0 ? <p>{WORDS.noTimeline}</p> : null}
      {links.loading || links.loadMore ? <LoadMore list={links} what={WORDS.timelineCounted} /> : null}
      <GraphqlSource what={WORDS.timelineQuery} document={TIMELINE} variables={variables} />
    </section>
  );
}

const COLUMNS: readonly Column<TimelineRelationship>[] = [
  { head: WORDS.relationship, cell: ({ type }) => type.name.toLowerCase() },
  { head: WORDS.targetHead, cell: ({ target }) => <OrganisationLink {...target} /> },
  { head: WORDS.dates, cell: (link) => formatPeriods(link) },
  { head: WORDS.status, cell: ({ isActive }) => (isActive ? WORDS.current : WORDS.notCurrent) },
];

function ChartAndTable({ links, date }: { readonly links: readonly TimelineRelationship[]; readonly date: string }) {
  const years = yearRange(links, date);
  const types = toTypes(links, years);
  const rows = types.flatMap(({ lanes }) => lanes.flatMap(({ spans }) => spans.map(({ id }) => id)));
  const byType = rows.map((id) => links.find((link) => link.id === id)!);
  const label = WORDS.timelineLabel(years.first, years.last);
  return (
    <>
      <TimelineChart types={types} years={years} date={date} label={label} />
      <Disclosure
        summary={WORDS.timelineTable}
        content={() => <Table caption={WORDS.timeline} columns={COLUMNS} rows={byType} keyOf={({ id }) => id} />}
      />
    </>
  );
}
