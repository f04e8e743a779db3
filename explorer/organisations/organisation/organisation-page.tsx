import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { CommonData, OrganisationSummary, Organisation } from '../graphql/types';
import { useQuery } from '../graphql/request';
import { Hierarchy } from './hierarchy/hierarchy';
import ORGANISATION from '../documents/organisation.graphql?raw';
import SUGGEST from '../documents/suggest.graphql?raw';
import { OtherTeams } from './other-teams/other-teams';
import { Comparisons } from './comparisons';
import { Glance } from './glance/glance';
import { Findings } from './findings';
import { GraphqlSource } from '../graphql/graphql-source';
import { Members } from './members/members';
import { Heading } from '../components/heading';
import { OrganisationTable } from '../components/organisation-table';
import { Payees } from './payees';
import { RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { Relationships } from './relationships';
import { Roles } from './roles';
import { Status, Summary } from './summary';
import { Timeline } from './timeline/timeline';
import { WORDS as SHARED } from '../components/words';
import { WORDS } from './words';

interface Props {
  readonly code: string;
  readonly common: CommonData;
  /** Whether `common` is loaded, or could not be. Sections that need it would push down the others when it comes later. */
  readonly isReady: boolean;
}

/** The page of one organisation: all its data on one date, in one release. */
export function OrganisationPage({ code, common, isReady }: Props) {
  const { moment } = useContext(RouteContext);
  const variables = { code, asOf: asOfArgument(moment) };
  const { data, error, loading, retry } = useQuery<{ organisation: Organisation | null }>(ORGANISATION, variables);
  if (error) return <LoadError code={code} error={error} retry={retry} />;
  if (data === undefined || !isReady) return <p role="status">{SHARED.loading}</p>;
  if (data.organisation === null) return loading ? <p role="status">{SHARED.loading}</p> : <UnknownCode code={code} />;
  return (
    <div aria-busy={loading}>
      <Sections organisation={data.organisation} common={common} />
      <GraphqlSource document={ORGANISATION} variables={variables} />
    </div>
  );
}

function Sections({ organisation, common }: { readonly organisation: Organisation; readonly common: CommonData }) {
  return (
    <>
      <Heading title={organisation.name} caption={organisation.code} />
      <Status organisation={organisation} />
      <Comparisons organisation={organisation} />
      <Glance organisation={organisation} />
      <Summary organisation={organisation} measures={common.measures} />
      {organisation.kinds.includes('PCN') ? <Members network={organisation} measures={common.measures} /> : null}
      <Payees organisation={organisation} />
      <OtherTeams code={organisation.code} />
      <Hierarchy organisation={organisation} views={common.views} measures={common.measures} />
      <Timeline organisation={organisation} />
      <Roles roles={organisation.roles} />
      <Relationships code={organisation.code} />
      <Findings code={organisation.code} />
    </>
  );
}

function LoadError({ code, ...failure }: { readonly code: string; readonly error: Error; readonly retry: () => void }) {
  return (
    <>
      <Heading title={code} />
      <ErrorMessage {...failure} />
    </>
  );
}

function UnknownCode({ code }: { readonly code: string }) {
  const { moment } = useContext(RouteContext);
  const { data } = useQuery<{ suggest: readonly OrganisationSummary[] }>(SUGGEST, {
    text: code,
    asOf: asOfArgument(moment),
  });
  return (
    <>
      <Heading title={WORDS.unknownCode(code)} />
      <p>{WORDS.unknownCodeText}</p>
      {data && data.suggest.length > 0 ? <h2>{WORDS.similar}</h2> : null}
      <OrganisationTable caption={WORDS.similar} of={data?.suggest ?? []} />
    </>
  );
}
