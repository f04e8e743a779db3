import { useContext } from 'preact/hooks';
import type { Page } from '../answers';
import { useAnswer } from '../ask';
import CHOICES from '../documents/changes-choices.graphql?raw';
import CHANGES from '../documents/changes.graphql?raw';
import { GraphqlOf } from '../graphql-of';
import { Heading } from '../heading';
import { More, usePaged } from '../paged';
import { PlaceContext } from '../place-link';
import { Problem } from '../problem';
import { day } from '../words';
import type { Change, Choices, Release } from './answers';
import { ChangeTable } from './change-table';
import { ChangesForm } from './changes-form';
import { chosenOf, type Chosen } from './chosen';

const NOTHING = {};

/** What differs between two releases, each difference in words. */
export function ChangesPage() {
  const { choices: said = NOTHING } = useContext(PlaceContext);
  const { data, error, again } = useAnswer<Choices>(CHOICES, NOTHING);
  if (data === undefined && !error) return <p role="status">Loading…</p>;
  return (
    <>
      <Heading title="What changed between two releases" />
      {error ? <Problem error={error} again={again} /> : null}
      {data === undefined ? null : <Compared choices={data} said={said} />}
    </>
  );
}

function Compared({ choices, said }: { readonly choices: Choices; readonly said: Readonly<Record<string, string>> }) {
  const { releases, roles, relationshipTypes } = choices;
  if (releases.length < 2 && said.from === undefined) return <OneRelease releases={releases} />;
  const chosen = chosenOf(said, releases);
  const names = new Map([...roles, ...relationshipTypes].map(({ code, name }) => [code, name]));
  return (
    <>
      <ChangesForm releases={releases} chosen={chosen} />
      <Answer chosen={chosen} names={names} />
    </>
  );
}

/** There is nothing to compare yet. */
function OneRelease({ releases }: { readonly releases: readonly Release[] }) {
  return (
    <div class="nhsuk-inset-text">
      <p>
        {releases[0] ? `Only the release of ${day(releases[0].id)} is loaded.` : 'No release is loaded.'} Two are needed
        to compare them. Load another, an earlier or a later one, where the server runs; it goes on answering:
      </p>
      <pre class="graphql" tabIndex={0} role="group" aria-label="Command">
        npx ods-graph load hscorgrefdataxml_data_….zip
      </pre>
    </div>
  );
}

interface Asked {
  readonly chosen: Chosen;
  readonly names: ReadonlyMap<string, string>;
}

function Answer({ chosen, names }: Asked) {
  const { from, to, kind, code } = chosen;
  const variables = { from, to, kinds: kind === '' ? null : [kind], code: code === '' ? null : code };
  const found = usePaged<{ changes: Page<Change> }, Change>(CHANGES, variables, ({ changes }) => changes);
  const { error, again, nodes, waiting } = found;
  return (
    <>
      {error ? <Problem error={error} again={again} /> : null}
      {nodes.length === 0 && !waiting && !error ? (
        <p>Nothing that was asked for differs between these releases.</p>
      ) : null}
      <ChangeTable changes={nodes} chosen={chosen} names={names} />
      {error && nodes.length === 0 ? null : <More of={found} what="changes" />}
      <GraphqlOf document={CHANGES} variables={variables} />
    </>
  );
}
