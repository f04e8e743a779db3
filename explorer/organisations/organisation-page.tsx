import { useContext } from 'preact/hooks';
import { asOf } from './address';
import type { Frame, Listed, Organisation } from './answers';
import { useAnswer } from './ask';
import { Branch } from './branch/branch';
import ORGANISATION from './documents/organisation.graphql?raw';
import SUGGEST from './documents/suggest.graphql?raw';
import { Federated } from './federated/federated';
import { Findings } from './findings';
import { GraphqlOf } from './graphql-of';
import { Heading } from './heading';
import { Listing } from './listing';
import { Payees } from './payees';
import { PlaceContext } from './place-link';
import { Problem } from './problem';
import { Relationships } from './relationships';
import { Roles } from './roles';
import { Summary } from './summary';
import { Timeline } from './timeline/timeline';

interface Shown {
  readonly code: string;
  readonly frame: Frame;
}

/** All that is known of one organisation at the moment asked about. */
export function OrganisationPage({ code, frame }: Shown) {
  const { moment } = useContext(PlaceContext);
  const variables = { code, asOf: asOf(moment) };
  const { data, error, waiting } = useAnswer<{ organisation: Organisation | null }>(ORGANISATION, variables);
  if (error) return <Wrong code={code} error={error} />;
  if (data === undefined) return <p role="status">Loading…</p>;
  if (data.organisation === null) return waiting ? <p role="status">Loading…</p> : <Unknown code={code} />;
  return (
    <div aria-busy={waiting}>
      <Facts organisation={data.organisation} frame={frame} />
      <GraphqlOf document={ORGANISATION} variables={variables} />
    </div>
  );
}

function Facts({ organisation, frame }: { readonly organisation: Organisation; readonly frame: Frame }) {
  return (
    <>
      <Heading title={organisation.name} caption={organisation.code} />
      <Summary organisation={organisation} measures={frame.measures} />
      <Payees payment={organisation.payment} />
      <Federated code={organisation.code} />
      <Branch organisation={organisation} views={frame.views} />
      <Timeline organisation={organisation} />
      <Roles roles={organisation.roles} />
      <Relationships code={organisation.code} />
      <Findings code={organisation.code} />
    </>
  );
}

function Wrong({ code, error }: { readonly code: string; readonly error: Error }) {
  return (
    <>
      <Heading title={code} />
      <Problem error={error} />
    </>
  );
}

function Unknown({ code }: { readonly code: string }) {
  const { moment } = useContext(PlaceContext);
  const { data } = useAnswer<{ suggest: readonly Listed[] }>(SUGGEST, { text: code, asOf: asOf(moment) });
  return (
    <>
      <Heading title={`There is no organisation ${code}`} />
      <p>The release has neither a record of this code nor a reference to it.</p>
      {data && data.suggest.length > 0 ? <h2>Similar codes and names</h2> : null}
      <Listing caption="Similar codes and names" of={data?.suggest ?? []} />
    </>
  );
}
