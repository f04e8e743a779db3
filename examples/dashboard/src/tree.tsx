import { useId, useState } from 'react';
import type { ErrorLike } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { BranchDocument, type AsOf, type MissingValueReason, type RowFragment } from './gql/graphql';
import { branchesBelow, type Branch } from './levels';
import { Failure, Loading } from './states';

/** What the whole tree has in common. */
export interface Context {
  readonly asOf: AsOf;
  /** The measure beside the names of practices. */
  readonly measure: string;
  /** The open branches. They belong to codes and not to ids, so they stay open when the day changes. */
  readonly opened: ReadonlySet<string>;
  toggle(branch: string): void;
}

interface RowProps {
  readonly row: RowFragment;
  readonly context: Context;
}

interface RowsProps {
  readonly rows: readonly RowFragment[];
  readonly context: Context;
}

export function Rows({ rows, context }: RowsProps) {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <Row key={row.code} row={row} context={context} />
      ))}
    </ul>
  );
}

function Row({ row, context }: RowProps) {
  return (
    <li>
      <div className="row">
        <span>
          {row.name} <code>{row.code}</code>
        </span>
        <Figure row={row} />
      </div>
      {branchesBelow(row.kinds).map((branch) => (
        <Disclosure key={branch.title} branch={branch} row={row} context={context} />
      ))}
    </li>
  );
}

/** The reasons in words. A value that is new in the API has none here. */
const MISSING: Partial<Record<MissingValueReason, string>> = {
  NOT_YET: 'no value yet',
  TOO_OLD: 'value too old',
  SPLIT: 'no value of its own',
  MERGED: 'no value of its own',
  SUCCEEDED: 'no value of its own',
};

/** The figure of a practice. Without a value and without a reason, the field has failed; this holds in the cache too. */
function Figure({ row: { measurement, measurementMissing: reason, kinds } }: Pick<RowProps, 'row'>) {
  if (!kinds.includes('GP_PRACTICE')) return null;
  if (!measurement)
    return <span className="figure missing">{reason ? (MISSING[reason] ?? 'no value') : 'not available'}</span>;
  return (
    <span className="figure">
      {measurement.value.toLocaleString('en-GB')} {measurement.measure.unit} <small>on {measurement.date}</small>
    </span>
  );
}

interface BranchProps {
  readonly branch: Branch;
  readonly row: RowFragment;
  readonly context: Context;
}

/** A button that opens a branch. What is below it is read when it is opened for the first time. */
function Disclosure(props: BranchProps) {
  const id = useId();
  const { branch, row, context } = props;
  const key = `${row.code} ${branch.title}`;
  const open = context.opened.has(key);
  return (
    <div className="branch">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => context.toggle(key)}>
        {branch.title}
        <span className="hidden"> of {row.name}</span>
      </button>
      <div id={id}>{open && <Children key={context.asOf.date} {...props} />}</div>
    </div>
  );
}

function Children({ branch, row, context }: BranchProps) {
  const { view, kinds, title } = branch;
  const [pageError, setPageError] = useState<ErrorLike>();
  const figures = kinds.includes('GP_PRACTICE');
  const variables = { code: row.code, view, kinds: [...kinds], figures, asOf: context.asOf, measure: context.measure };
  const { data, error, loading, refetch, fetchMore } = useQuery(BranchDocument, { variables });
  const children = data?.organisation?.children;
  if (loading && !children) return <Loading what={title} />;
  if (!children) return <Failure error={error} title={`${title} could not be loaded.`} retry={refetch} />;
  const more = async () => {
    if (loading) return;
    const page = await fetchMore({ variables: { after: children.pageInfo.endCursor } });
    setPageError(page.error);
  };
  const rows = children.edges.map(({ node }) => node);
  return (
    <>
      <Failure error={error ?? pageError} title="A part of this list could not be loaded." retry={refetch} />
      {rows.length === 0 && <p className="empty">None on this day.</p>}
      <Rows rows={rows} context={context} />
      {children.pageInfo.hasNextPage && (
        <button type="button" className="more" onClick={() => void more()}>
          Show more of {title} ({rows.length} of {children.totalCount})
        </button>
      )}
    </>
  );
}
