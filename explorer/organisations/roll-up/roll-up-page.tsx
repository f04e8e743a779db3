import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import { useQuery } from '../graphql/request';
import CHOICES from '../documents/roll-up-choices.graphql?raw';
import ROLL_UP from '../documents/roll-up.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { Heading } from '../components/heading';
import { RouteContext } from '../navigation/route-link';
import { ErrorMessage } from '../components/error-message';
import { pluralLabel, enumLabel } from '../text/format';
import type { RollUpOptions, RollUp } from './types';
import { rollUpParams, type RollUpParams } from './params';
import { Results } from './results';
import { RollUpForm } from './roll-up-form';
import { WORDS as SHARED } from '../components/words';
import { WORDS } from './words';

const NO_VARIABLES = {};

/** The page that counts organisations and sums a measure by the organisations they belong to. */
export function RollUpPage() {
  const { params: urlParams = NO_VARIABLES } = useContext(RouteContext);
  const { data, error, retry } = useQuery<RollUpOptions>(CHOICES, NO_VARIABLES);
  if (error) return <OptionsError error={error} retry={retry} />;
  if (data === undefined) return <p role="status">{SHARED.loading}</p>;
  const params = rollUpParams(urlParams, data);
  return (
    <>
      <Heading title={WORDS.heading(pluralLabel(params.kind), enumLabel(params.by))} caption={WORDS.title} />
      <RollUpForm options={data} params={params} />
      <RollUpResults params={params} />
    </>
  );
}

function OptionsError({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  return (
    <>
      <Heading title={WORDS.title} />
      <ErrorMessage error={error} retry={retry} />
    </>
  );
}

function RollUpResults({ params }: { readonly params: RollUpParams }) {
  const { moment } = useContext(RouteContext);
  const { measure, valuesOn, ...rest } = params;
  const values = { measure: measure || null, valuesOn: valuesOn || null };
  const variables = { ...rest, ...values, asOf: asOfArgument(moment) };
  const { data, error, loading, retry } = useQuery<{ rollUp: RollUp }>(ROLL_UP, variables);
  if (error) return <ErrorMessage error={error} retry={retry} />;
  if (data === undefined || loading) return <p role="status">{WORDS.counting}</p>;
  return (
    <>
      <Results rollUp={data.rollUp} params={params} />
      <GraphqlSource document={ROLL_UP} variables={variables} />
    </>
  );
}
