import { Table, type Column } from '../components/table';
import { OrganisationAt } from './organisation-at';
import type { Cell, Item, Line } from './difference';
import type { Moment } from '../navigation/route';
import { without } from './difference';
import { WORDS } from './words';

interface Props {
  readonly caption: string;
  readonly lines: readonly Line[];
  /** The two moments: in words, and for the links. */
  readonly heads: readonly [string, string];
  readonly moments: readonly [Moment, Moment];
}

/** The lines of a part: what, both moments, and in words how they differ. */
export function LineTable({ caption, lines, heads, moments }: Props) {
  const columns: Column<Line>[] = [
    { head: WORDS.what, cell: ({ head }) => head },
    { head: heads[0], cell: (line) => <Values of={line.before} others={line.after} moment={moments[0]} /> },
    { head: heads[1], cell: (line) => <Values of={line.after} others={line.before} moment={moments[1]} /> },
    {
      head: WORDS.difference,
      cell: ({ difference, isSame }) => (isSame ? difference : <strong>{difference}</strong>),
    },
  ];
  return <Table caption={caption} columns={columns} rows={lines} keyOf={({ key }) => key} />;
}

interface ValuesProps {
  readonly of: Cell;
  readonly others: Cell;
  readonly moment: Moment;
}

/** The values of a cell. Of several, each that the other moment does not have says so. */
function Values({ of: { items, none, note }, others, moment }: ValuesProps) {
  if (items.length === 0) return <>{none}</>;
  const marks = items.length > 1 && others.items.length > 0 ? new Set(without(items, others.items)) : new Set<Item>();
  return (
    <ul class="plain side">
      {items.map((item, at) => (
        <li key={`${item.key} ${at}`}>
          {item.to ? <OrganisationAt {...item.to} moment={moment} /> : null}
          {item.text}
          {marks.has(item) ? <strong> ({WORDS.onlyHere})</strong> : null}
        </li>
      ))}
      {note === undefined ? null : <li>{note}</li>}
    </ul>
  );
}
