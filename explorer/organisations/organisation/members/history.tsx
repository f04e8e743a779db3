import { LoadMore } from '../../graphql/use-paged-query';
import type { Membership } from '../../graphql/types';
import { OrganisationLink } from '../../navigation/route-link';
import { Table, type Column } from '../../components/table';
import { ErrorMessage } from '../../components/error-message';
import { formatDate } from '../../text/format';
import { daysOf, inOrder, stateOf } from './memberships';
import { STATES, WORDS } from './words';

interface Props {
  readonly list: Parameters<typeof LoadMore>[0]['list'] & {
    readonly nodes: readonly Membership[];
    readonly error?: Error;
    retry(): void;
  };
  readonly date: string;
}

/** Every membership of a network: when each joined and left, and what it is on the day. */
export function History({ list, date }: Props) {
  return (
    <>
      <h3 class="nhsuk-heading-s">{WORDS.history}</h3>
      <p class="nhsuk-hint">{WORDS.historyHint}</p>
      {list.error ? <ErrorMessage error={list.error} retry={list.retry} /> : null}
      {list.nodes.length === 0 ? null : (
        <Table caption={WORDS.history} columns={columnsOn(date)} rows={inOrder(list.nodes)} keyOf={({ id }) => id} />
      )}
      {list.totalCount === 0 ? <p>{WORDS.noHistory}</p> : <LoadMore list={list} what={WORDS.memberships} />}
    </>
  );
}

const columnsOn = (date: string): readonly Column<Membership>[] => [
  { head: WORDS.organisation, cell: ({ source }) => <OrganisationLink {...source} /> },
  { head: WORDS.joined, cell: (each) => dayText(daysOf(each)?.start, WORDS.unknownDay) },
  { head: WORDS.lastDay, cell: (each) => dayText(daysOf(each)?.end, WORDS.stillMember) },
  { head: WORDS.datesUsed, cell: ({ basisUsed }) => basisUsed.toLowerCase() },
  { head: WORDS.on(date), cell: (each) => STATES[stateOf(each, date)] },
];

const dayText = (day: string | null | undefined, none: string): string => (day == null ? none : formatDate(day));
