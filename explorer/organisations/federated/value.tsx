import { Table } from '../table';
import { figure } from '../words';
import { spelt } from './fields';
import type { Values } from './use-foreign';

interface Shown {
  readonly name: string;
  readonly of: unknown;
  readonly leaves: readonly string[];
}

/** Of a list so many are shown. */
const FIRST = 5;

/** A plain value, an object by its plain values, or the first of a list of them. */
export function Value({ name, of, leaves }: Shown) {
  if (of === null || of === undefined) return <>None</>;
  if (!Array.isArray(of)) return leaves.length === 0 ? <>{plain(of)}</> : <Leaves of={of as Values} leaves={leaves} />;
  if (of.length === 0) return <>None</>;
  return (
    <>
      <First of={of.slice(0, FIRST)} name={name} leaves={leaves} />
      {of.length > FIRST ? (
        <p>
          The first {FIRST} of {figure(of.length)}.
        </p>
      ) : null}
    </>
  );
}

function First({ name, of, leaves }: Shown & { readonly of: readonly unknown[] }) {
  if (leaves.length === 0) return <>{of.map(plain).join(', ')}</>;
  const columns = leaves.map((leaf) => ({
    head: spelt(leaf),
    cell: ([, row]: readonly [number, Values]) => plain(row[leaf]),
  }));
  const rows = of.map((row, at) => [at, (row ?? {}) as Values] as const);
  return <Table caption={name} columns={columns} rows={rows} keyOf={([at]) => String(at)} />;
}

function Leaves({ of, leaves }: { readonly of: Values; readonly leaves: readonly string[] }) {
  return (
    <>
      {leaves.map((leaf) => (
        <span class="line" key={leaf}>
          {spelt(leaf)}: {plain(of[leaf])}
        </span>
      ))}
    </>
  );
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.slice(0, FIRST).map(plain).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return figure(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
