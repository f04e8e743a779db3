import { useContext } from 'preact/hooks';
import { PlaceContext, PlaceLink } from '../place-link';
import { Table, type Column } from '../table';
import { capital, day } from '../words';
import type { Change } from './answers';
import type { Chosen } from './chosen';
import { Differences } from './differences';

interface Shown {
  readonly changes: readonly Change[];
  readonly chosen: Chosen;
  readonly names: ReadonlyMap<string, string>;
}

/** Each organisation that differs, with the way to it as it is in each release. */
export function ChangeTable({ changes, chosen, names }: Shown) {
  if (changes.length === 0) return null;
  const columns: Column<Change>[] = [
    { head: 'Organisation', cell: (change) => <InBoth change={change} chosen={chosen} /> },
    { head: 'Change', cell: ({ kind }) => kindText(kind, chosen) },
    { head: 'What differs', cell: ({ detail }) => <Differences detail={detail} names={names} /> },
  ];
  return <Table caption="Changes" columns={columns} rows={changes} keyOf={({ code }) => code} />;
}

function InBoth({ change: { code, kind, organisation }, chosen: { from, to } }: { change: Change; chosen: Chosen }) {
  const { moment } = useContext(PlaceContext);
  const name = organisation?.name ?? code;
  const releases = [...(kind === 'ADDED' ? [] : [from]), ...(kind === 'REMOVED' ? [] : [to])];
  return (
    <>
      {name} <span class="code">{code}</span>
      {releases.map((release) => (
        <span class="line" key={release}>
          <PlaceLink to={{ code, text: '', moment: { ...moment, release } }}>
            as in {day(release)}
            <span class="nhsuk-u-visually-hidden"> {`${name} ${code}`}</span>
          </PlaceLink>
        </span>
      ))}
    </>
  );
}

function kindText(kind: string, { from, to }: Chosen): string {
  if (kind === 'ADDED') return `Added: not in ${day(from)}`;
  if (kind === 'REMOVED') return `Removed: not in ${day(to)}`;
  return kind === 'REOPENED' ? 'Open again' : capital(kind.toLowerCase());
}
