import { useContext } from 'preact/hooks';
import { DownloadButton } from '../../components/download-button';
import { ErrorMessage } from '../../components/error-message';
import { Table, type Column } from '../../components/table';
import MEMBERS from '../../documents/network/members.graphql?raw';
import MEMBERSHIPS from '../../documents/network/memberships.graphql?raw';
import NETWORK from '../../documents/network/network.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import { useQuery } from '../../graphql/request';
import type { MeasureInfo, Member, Membership, NetworkTotal, Organisation, Page } from '../../graphql/types';
import { LoadMore, usePagedQuery } from '../../graphql/use-paged-query';
import { asOfArgument } from '../../navigation/route';
import { OrganisationLink, RouteContext } from '../../navigation/route-link';
import { capitalise, formatDate, formatNumber, formatPeriods } from '../../text/format';
import { missingValueText } from '../../text/missing-reasons';
import { History } from './history';
import { isComplete, membersCsv } from './members-csv';
import { NetworkFacts } from './network-facts';
import { WORDS } from './words';

interface Props {
  readonly network: Organisation;
  readonly measures: readonly MeasureInfo[];
}

type MemberPage = Omit<Page<Member>, 'nodes'> & { readonly edges: readonly Member[] };
type MemberData = { readonly organisation: { readonly members: MemberPage } | null };
type MembershipData = { readonly organisation: { readonly relationships: Page<Membership> } | null };
type TotalData = { readonly organisation: { readonly total?: NetworkTotal } | null };

const LIST_SIZE = 'gp-list-size';

/** A network: its list size, payee and members on the day, and who joined and left. */
export function Members({ network, measures }: Props) {
  const measure = measures.find(({ id }) => id === LIST_SIZE) ?? measures[0];
  const { variables, members, memberships, total } = useNetwork(network.code, measure);
  const data = { network, members: members.nodes, memberships: memberships.nodes, measure, total: total.data };
  return (
    <section aria-labelledby="members">
      <h2 class="nhsuk-heading-m" id="members">
        {WORDS.title}
      </h2>
      {total.error ? <ErrorMessage error={total.error} retry={total.retry} /> : null}
      <NetworkFacts {...data} count={members.totalCount} />
      {members.error ? <ErrorMessage error={members.error} retry={members.retry} /> : null}
      {members.nodes.length > 0 ? (
        <Table
          caption={WORDS.title}
          columns={columnsOf(measure)}
          rows={members.nodes}
          keyOf={({ node }) => node.code}
        />
      ) : null}
      {members.totalCount === 0 ? <p>{WORDS.noMembers(network.moment.date)}</p> : null}
      <LoadMore list={members} what={WORDS.members} />
      <History list={memberships} date={network.moment.date} />
      {!total.loading && isComplete({ members, memberships, measure, total: total.data }) ? (
        <DownloadButton
          label={WORDS.save}
          text={() => membersCsv(data)}
          name={`members-${network.code}-${network.moment.date}.csv`.toLowerCase()}
        />
      ) : null}
      <GraphqlSource what={WORDS.title} document={MEMBERS} variables={variables} />
    </section>
  );
}

/** Loads the members of the day, the memberships of all days, and the sum of the measure. */
function useNetwork(code: string, measure: MeasureInfo | undefined) {
  const { moment } = useContext(RouteContext);
  const asOf = asOfArgument(moment);
  const variables = { code, measure: measure?.id ?? LIST_SIZE, withMeasure: measure !== undefined, asOf };
  const members = usePagedQuery<MemberData, Member>(MEMBERS, variables, ({ organisation }) => {
    if (!organisation) return undefined;
    const { edges, ...page } = organisation.members;
    return { ...page, nodes: edges };
  });
  const memberships = usePagedQuery<MembershipData, Membership>(
    MEMBERSHIPS,
    { code, asOf },
    ({ organisation }) => organisation?.relationships,
  );
  const { data, ...state } = useQuery<TotalData>(NETWORK, variables);
  return { variables, members, memberships, total: { ...state, data: data?.organisation?.total } };
}

function columnsOf(measure: MeasureInfo | undefined): readonly Column<Member>[] {
  const columns: Column<Member>[] = [{ head: WORDS.member, cell: ({ node }) => <OrganisationLink {...node} /> }];
  if (measure)
    columns.push(
      {
        head: capitalise(measure.unit),
        numeric: true,
        cell: ({ node: { measurement, measurementMissing } }) =>
          measurement ? formatNumber(measurement.value) : missingValueText(measurementMissing),
      },
      {
        head: WORDS.valueDay,
        cell: ({ node: { measurement } }) => (measurement ? formatDate(measurement.date) : WORDS.noValueDay),
      },
    );
  columns.push({
    head: WORDS.membershipDays,
    cell: ({ relationships }) => relationships.map((link) => formatPeriods(link)).join('; '),
  });
  return columns;
}
