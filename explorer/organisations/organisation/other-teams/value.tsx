import { Table } from '../../components/table';
import { formatNumber } from '../../text/format';
import { fieldLabel } from './fields';
import type { Values } from './use-other-teams';
import { WORDS } from '../words';

interface Props {
  readonly name: string;
  readonly of: unknown;
  readonly subfields: readonly string[];
}

/** Number of list items to show. */
const MAX_ITEMS = 5;

/** A leaf value, an object with its leaf fields, or the first items of a list. */
export function Value({ name, of, subfields }: Props) {
  if (of === null || of === undefined) return <>{WORDS.none}</>;
  if (!Array.isArray(of))
    return subfields.length === 0 ? <>{leafText(of)}</> : <ObjectLines of={of as Values} subfields={subfields} />;
  if (of.length === 0) return <>{WORDS.none}</>;
  return (
    <>
      <List of={of.slice(0, MAX_ITEMS)} name={name} subfields={subfields} />
      {of.length > MAX_ITEMS ? <p>{WORDS.firstOf(MAX_ITEMS, of.length)}</p> : null}
    </>
  );
}

function List({ name, of, subfields }: Props & { readonly of: readonly unknown[] }) {
  if (subfields.length === 0) return <>{of.map(leafText).join(', ')}</>;
  const columns = subfields.map((leaf) => ({
    head: fieldLabel(leaf),
    cell: ([, row]: readonly [number, Values]) => leafText(row[leaf]),
  }));
  const rows = of.map((row, at) => [at, (row ?? {}) as Values] as const);
  return <Table caption={name} columns={columns} rows={rows} keyOf={([at]) => String(at)} />;
}

function ObjectLines({ of, subfields }: { readonly of: Values; readonly subfields: readonly string[] }) {
  return (
    <>
      {subfields.map((leaf) => (
        <span class="line" key={leaf}>
          {fieldLabel(leaf)}: {leafText(of[leaf])}
        </span>
      ))}
    </>
  );
}

function leafText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(leafText).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
