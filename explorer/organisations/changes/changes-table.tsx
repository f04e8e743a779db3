import { useContext } from 'preact/hooks';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { Table, type Column } from '../components/table';
import { capitalise, formatDate } from '../text/format';
import type { Change } from './types';
import type { ChangesParams } from './params';
import { Differences } from './differences';

interface Props {
  readonly changes: readonly Change[];
  readonly params: ChangesParams;
  readonly names: ReadonlyMap<string, string>;
}

/** The changed organisations, with links to each in both releases. */
export function ChangesTable({ changes, params, names }: Props) {
  if (changes.length === 0) return null;
  const columns: Column<Change>[] = [
    { head: 'Organisation', cell: (change) => <OrganisationCell change={change} params={params} /> },
    { head: 'Change', cell: ({ kind }) => kindText(kind, params) },
    { head: 'What differs', cell: ({ detail }) => <Differences detail={detail} names={names} /> },
  ];
  return <Table caption="Changes" columns={columns} rows={changes} keyOf={({ code }) => code} />;
}

/** The name and the code, with a link to the organisation in each release that has it. */
export function OrganisationCell({
  change: { code, kind, organisation },
  params: { from, to },
}: {
  readonly change: Pick<Change, 'code' | 'kind' | 'organisation'>;
  readonly params: Pick<ChangesParams, 'from' | 'to'>;
}) {
  const { moment } = useContext(RouteContext);
  const name = organisation?.name ?? code;
  const releases = [...(kind === 'ADDED' ? [] : [from]), ...(kind === 'REMOVED' ? [] : [to])];
  return (
    <>
      {name} <span class="code">{code}</span>
      {releases.map((release) => (
        <span class="line" key={release}>
          <RouteLink to={{ code, text: '', moment: { ...moment, release } }}>
            as in {formatDate(release)}
            <span class="nhsuk-u-visually-hidden"> {`${name} ${code}`}</span>
          </RouteLink>
        </span>
      ))}
    </>
  );
}

function kindText(kind: string, { from, to }: ChangesParams): string {
  if (kind === 'ADDED') return `Added: not in ${formatDate(from)}`;
  if (kind === 'REMOVED') return `Removed: not in ${formatDate(to)}`;
  return kind === 'REOPENED' ? 'Reopened' : capitalise(kind.toLowerCase());
}
