import { useContext, useMemo } from 'preact/hooks';
import { ErrorMessage } from '../components/error-message';
import { Heading } from '../components/heading';
import COMMON from '../documents/common.graphql?raw';
import COMPARE from '../documents/compare/compare.graphql?raw';
import { GraphqlSource } from '../graphql/graphql-source';
import { useQuery } from '../graphql/request';
import type { CommonData } from '../graphql/types';
import { RouteContext } from '../navigation/route-link';
import { CompareForm } from './compare-form';
import { Comparison, type Compared } from './comparison';
import { withMeasures } from './measures';
import { asOfBoth, compareParams, type CompareParams } from './params';
import type { Sides } from './types';
import { WORDS } from './words';

const NO_PARAMS = {};

/** The page that shows one organisation at two moments side by side. */
export function ComparePage() {
  const { params: urlParams = NO_PARAMS } = useContext(RouteContext);
  const { data: common, error, retry } = useQuery<CommonData>(COMMON, NO_PARAMS);
  if (common === undefined && error === undefined) return <p role="status">{WORDS.loading}</p>;
  if (common === undefined)
    return (
      <>
        <Heading title={WORDS.title} />
        <ErrorMessage error={error!} retry={retry} />
      </>
    );
  const params = compareParams(urlParams, common.releases);
  if (common.releases.length === 0)
    return (
      <>
        <Heading title={WORDS.title} />
        <p>{WORDS.noReleases}</p>
      </>
    );
  return params.code === '' ? <Start common={common} params={params} /> : <Loaded common={common} params={params} />;
}

interface PartProps {
  readonly common: CommonData;
  readonly params: CompareParams;
}

function Start({ common: { releases }, params }: PartProps) {
  return (
    <>
      <Heading title={WORDS.title} />
      <p>{WORDS.intro}</p>
      <CompareForm releases={releases} params={params} />
      <p>{WORDS.needsCode}</p>
    </>
  );
}

/** Loads both moments in one request. */
function Loaded({ common: { releases, measures }, params }: PartProps) {
  const { code } = params;
  const variables = { code, ...asOfBoth(params) };
  const document = useMemo(() => withMeasures(COMPARE, measures), [measures]);
  const { data, error, loading, retry } = useQuery<Sides>(document, variables);
  const isStale = loading && (data?.after ?? data?.before)?.code !== code;
  const compared: Compared = { params, measures };
  return (
    <>
      <Heading title={WORDS.title} caption={code} />
      <CompareForm releases={releases} params={params} />
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {error || (data && !isStale) ? null : <p role="status">{WORDS.loading}</p>}
      {data && !error && !isStale ? (
        <div aria-busy={loading}>
          <Comparison sides={data} {...compared} />
          <GraphqlSource what={WORDS.source} document={document} variables={variables} />
        </div>
      ) : null}
    </>
  );
}
