import { useContext } from 'preact/hooks';
import { DownloadButton } from '../../components/download-button';
import { ErrorMessage } from '../../components/error-message';
import { Table, type Column } from '../../components/table';
import MEMBERS from '../../documents/members.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import type { MeasureInfo, Member, Organisation, Page } from '../../graphql/types';
import { LoadMore, usePagedQuery } from '../../graphql/use-paged-query';
import { asOfArgument } from '../../navigation/route';
import { OrganisationLink, RouteContext } from '../../navigation/route-link';
import { capitalise, formatDate, formatNumber, formatPeriods } from '../../text/format';
import { membersCsv } from './members-csv';

interface Props {
  readonly network: Organisation;
  readonly measures: readonly MeasureInfo[];
}

type MemberPage = Omit<Page<Member>, 'nodes'> & { readonly edges: readonly Member[] };
type Data = { readonly organisation: { readonly members: MemberPage } | null };

const LIST_SIZE = 'gp-list-size';

/** The members of a network on the date, with their list sizes and the days of their membership. */
export function Members({ network, measures }: Props) {
  const { moment } = useContext(RouteContext);
  const measure = measures.find(({ id }) => id === LIST_SIZE) ?? measures[0];
  const variables = {
    code: network.code,
    measure: measure?.id ?? LIST_SIZE,
    withMeasure: measure !== undefined,
    asOf: asOfArgument(moment),
  };
  const members = usePagedQuery<Data, Member>(MEMBERS, variables, ({ organisation }) => {
    if (!organisation) return undefined;
    const { edges, ...page } = organisation.members;
    return { ...page, nodes: edges };
  });
  const isComplete = members.nodes.length > 0 && members.nodes.length === members.totalCount;
  return (
    <section aria-labelledby="members">
      <h2 class="nhsuk-heading-m" id="members">
        Members
      </h2>
      {members.error ? <ErrorMessage error={members.error} /> : null}
      {members.nodes.length > 0 ? (
        <Table caption="Members" columns={columnsOf(measure)} rows={members.nodes} keyOf={({ node }) => node.code} />
      ) : null}
      <LoadMore list={members} what="members" />
      {isComplete ? (
        <DownloadButton
          text={membersCsv(network, members.nodes, measure)}
          name={`members-${network.code}-${network.moment.date}.csv`.toLowerCase()}
        />
      ) : null}
      <GraphqlSource what="Members" document={MEMBERS} variables={variables} />
    </section>
  );
}

function columnsOf(measure: MeasureInfo | undefined): readonly Column<Member>[] {
  const columns: Column<Member>[] = [{ head: 'Member', cell: ({ node }) => <OrganisationLink {...node} /> }];
  if (measure)
    columns.push(
      {
        head: capitalise(measure.unit),
        numeric: true,
        cell: ({ node: { measurement } }) => (measurement ? formatNumber(measurement.value) : 'no value'),
      },
      {
        head: 'Day of the value',
        cell: ({ node: { measurement } }) => (measurement ? formatDate(measurement.date) : 'none'),
      },
    );
  columns.push({
    head: 'Days of membership',
    cell: ({ relationships }) => relationships.map((link) => formatPeriods(link)).join('; '),
  });
  return columns;
}
