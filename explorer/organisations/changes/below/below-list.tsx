import { useEffect, useRef } from 'preact/hooks';
import { ErrorMessage } from '../../components/error-message';
import { Table, type Column } from '../../components/table';
import LIST from '../../documents/compare/changes-below-list.graphql?raw';
import { GraphqlSource } from '../../graphql/graphql-source';
import type { Page } from '../../graphql/types';
import { LoadMore, usePagedQuery } from '../../graphql/use-paged-query';
import { OrganisationAt } from '../../compare/organisation-at';
import { OrganisationCell } from '../changes-table';
import { Differences } from '../differences';
import { groupName, WORDS } from './words';
import type { BelowChange, BelowParams } from './types';

interface Props {
  readonly params: BelowParams;
  readonly names: ReadonlyMap<string, string>;
}

const PAGE = 20;
/** As many differences as are shown at once. */
const FEW = 2;

/** The changes of the chosen group, page by page. Another group moves the focus to the heading of the list. */
export function BelowList({ params, names }: Props) {
  const { within, view, from, to, group } = params;
  const variables = { code: within, view, from, to, groups: group === '' ? null : [group], first: PAGE };
  const list = usePagedQuery<{ changes: Page<BelowChange> }, BelowChange>(LIST, variables, ({ changes }) => changes);
  const { nodes, loading, error, retry } = list;
  const heading = useFocusOn(group);
  return (
    <section aria-labelledby="below-list">
      <h2 class="nhsuk-heading-m" id="below-list" tabIndex={-1} ref={heading}>
        {group === '' ? WORDS.all : groupName(group)}
      </h2>
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {nodes.length === 0 && !loading && !error ? <p>{WORDS.noneInGroup}</p> : null}
      {nodes.length === 0 ? null : (
        <Table caption={WORDS.all} columns={columnsOf(params, names)} rows={nodes} keyOf={({ code }) => code} />
      )}
      {error && nodes.length === 0 ? null : <LoadMore list={list} what={WORDS.listed} />}
      <GraphqlSource what={WORDS.source} document={LIST} variables={variables} />
    </section>
  );
}

/** Focuses the heading when the value changes, but not when it is first shown. */
function useFocusOn(value: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(value);
  useEffect(() => {
    if (shown.current !== value) heading.current?.focus();
    shown.current = value;
  }, [value]);
  return heading;
}

function columnsOf(params: BelowParams, names: ReadonlyMap<string, string>): readonly Column<BelowChange>[] {
  return [
    { head: WORDS.organisation, cell: (change) => <OrganisationCell change={change} params={params} /> },
    { head: WORDS.change, cell: ({ groups }) => groups.map(groupName).join(', ') },
    { head: WORDS.above(params.to), cell: (change) => <Above change={change} params={params} /> },
    { head: WORDS.differs, cell: (change) => <Differs change={change} names={names} /> },
  ];
}

/** The differences, behind their number where they are many: a closure ends every role and relationship. */
function Differs({ change, names }: { readonly change: BelowChange } & Pick<Props, 'names'>) {
  const { code, kind, detail, organisation } = change;
  if (detail.length > FEW)
    return (
      <details class="nhsuk-details differs">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">
            {WORDS.differences(detail.length)}
            <span class="nhsuk-u-visually-hidden"> {WORDS.of(organisation?.name ?? code, code)}</span>
          </span>
        </summary>
        <div class="nhsuk-details__text">
          <Differences detail={detail} names={names} />
        </div>
      </details>
    );
  if (detail.length > 0) return <Differences detail={detail} names={names} />;
  return <>{kind === 'ADDED' || kind === 'REMOVED' ? WORDS.notCompared : WORDS.noDifference}</>;
}

/** What is directly above the organisation in the release that it is shown of, and whether it is active there. */
function Above({
  change: { kind, organisation },
  params,
}: {
  readonly change: BelowChange;
  readonly params: BelowParams;
}) {
  if (!organisation) return null;
  const { view, from, to } = params;
  const release = kind === 'REMOVED' ? from : to;
  const { parents, isActive } = organisation;
  return (
    <>
      {kind === 'REMOVED' ? <span class="line">{WORDS.asOn(release)}</span> : null}
      {parents.length === 0 ? <span class="line">{WORDS.noneAbove(view, release)}</span> : null}
      {parents.map((parent) => (
        <span class="line" key={parent.code}>
          <OrganisationAt {...parent} moment={{ date: '', basis: '', release }} />
        </span>
      ))}
      {isActive ? null : <span class="line">{WORDS.closed(release)}</span>}
    </>
  );
}
