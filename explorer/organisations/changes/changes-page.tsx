import { useContext } from 'preact/hooks';
import type { Page } from '../graphql/types';
import { useQuery } from '../graphql/request';
import CHOICES from '../documents/changes-choices.graphql?raw';
import CHANGES from '../documents/changes.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { Heading } from '../components/heading';
import { LoadMore, usePagedQuery } from '../graphql/use-paged-query';
import { csvDifferencesUrl } from '../navigation/route';
import { RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { formatDate } from '../text/format';
import type { Change, ReleasesAndCodes, Release } from './types';
import { BelowChanges } from './below/below-changes';
import { ChangesTable } from './changes-table';
import { ChangesForm } from './changes-form';
import { changesParams, type ChangesParams } from './params';

const NO_VARIABLES = {};
const WORDS = {
  none: 'No matching changes between these releases.',
  same: 'Both releases are the same, so nothing can differ.',
} as const;

/** The page that compares two releases. */
export function ChangesPage() {
  const { params: urlParams = NO_VARIABLES } = useContext(RouteContext);
  const { data, error, retry } = useQuery<ReleasesAndCodes>(CHOICES, NO_VARIABLES);
  if (data === undefined && !error) return <p role="status">Loading…</p>;
  return (
    <>
      <Heading title="What changed between two releases" />
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {data === undefined ? null : <Comparison choices={data} urlParams={urlParams} />}
    </>
  );
}

function Comparison({
  choices,
  urlParams,
}: {
  readonly choices: ReleasesAndCodes;
  readonly urlParams: Readonly<Record<string, string>>;
}) {
  const { releases, roles, relationshipTypes } = choices;
  if (releases.length < 2 && urlParams.from === undefined) return <OnlyOneRelease releases={releases} />;
  const names = new Map([...roles, ...relationshipTypes].map(({ code, name }) => [code, name]));
  if (urlParams.within?.trim()) return <BelowChanges choices={choices} urlParams={urlParams} names={names} />;
  const params = changesParams(urlParams, releases);
  return (
    <>
      <ChangesForm releases={releases} params={params} />
      <Results params={params} names={names} />
    </>
  );
}

/** Explains how to load a second release. */
function OnlyOneRelease({ releases }: { readonly releases: readonly Release[] }) {
  return (
    <div class="nhsuk-inset-text">
      <p>
        {releases[0] ? `Only the release of ${formatDate(releases[0].id)} is loaded.` : 'No release is loaded.'} A
        comparison needs two. Load an earlier or later release on the server, which stays available:
      </p>
      <pre class="graphql" tabIndex={0} role="group" aria-label="Command">
        npx ods-graph load hscorgrefdataxml_data_….zip
      </pre>
    </div>
  );
}

const TABLES = ['organisations', 'relationships', 'roles', 'successions', 'findings'];

/** Links to the differences as files, without the filters. */
function Files({ from, to }: Pick<ChangesParams, 'from' | 'to'>) {
  return (
    <>
      <h2 class="nhsuk-heading-s">All changes as CSV</h2>
      <ul class="nhsuk-list">
        {TABLES.map((table) => (
          <li key={table}>
            <a href={csvDifferencesUrl(table, from, to)} download>
              Changed {table}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ResultsProps {
  readonly params: ChangesParams;
  readonly names: ReadonlyMap<string, string>;
}

function Results({ params, names }: ResultsProps) {
  const { from, to, kind, code } = params;
  const variables = { from, to, kinds: kind === '' ? null : [kind], code: code === '' ? null : code };
  const changes = usePagedQuery<{ changes: Page<Change> }, Change>(CHANGES, variables, ({ changes }) => changes);
  const { error, retry, nodes, loading } = changes;
  return (
    <>
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {nodes.length === 0 && !loading && !error ? <p>{from === to ? WORDS.same : WORDS.none}</p> : null}
      <ChangesTable changes={nodes} params={params} names={names} />
      {error && nodes.length === 0 ? null : <LoadMore list={changes} what="changes" />}
      {loading && nodes.length === 0 ? null : (
        <>
          {from === to || error ? null : <Files from={from} to={to} />}
          <GraphqlSource document={CHANGES} variables={variables} />
        </>
      )}
    </>
  );
}
