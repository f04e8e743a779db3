import { useContext } from 'preact/hooks';
import { ErrorMessage } from '../../components/error-message';
import { ParamsForm, Select } from '../../components/params-form';
import SUMMARY from '../../documents/compare/changes-below.graphql?raw';
import { useQuery } from '../../graphql/request';
import { RouteContext, RouteLink } from '../../navigation/route-link';
import { enumLabel, formatNumber } from '../../text/format';
import type { ReleasesAndCodes } from '../types';
import { BelowList } from './below-list';
import { GroupTable } from './group-table';
import { belowParams } from './params';
import { SaveButton } from './save-button';
import type { BelowParams, BelowSummary } from './types';
import { WORDS } from './words';

interface Props {
  readonly choices: ReleasesAndCodes;
  readonly urlParams: Readonly<Record<string, string>>;
  readonly names: ReadonlyMap<string, string>;
}

/** What changed between two releases for everything below one organisation, by kind of change. */
export function BelowChanges({ choices, urlParams, names }: Props) {
  const params = belowParams(urlParams, choices.releases);
  const { within: code, view, from, to } = params;
  const { data, error, loading, retry } = useQuery<BelowSummary>(SUMMARY, { code, view, from, to });
  return (
    <>
      <BelowForm choices={choices} params={params} />
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      {error || data ? null : <p role="status">{WORDS.loading}</p>}
      {error || !data ? null : (
        <div aria-busy={loading}>
          <Summary params={params} summary={data} />
          {data.changes.totalCount === 0 ? null : (
            <>
              <GroupTable params={params} changes={data.changes} />
              <SaveButton params={params} />
              <BelowList params={params} names={names} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function BelowForm({ choices, params }: { readonly choices: ReleasesAndCodes; readonly params: BelowParams }) {
  const { releases, views } = choices;
  const options = releases.map(({ id, isLive }) => [id, isLive ? WORDS.live(id) : WORDS.release(id)] as const);
  return (
    <>
      <ParamsForm label={WORDS.formLabel} button={WORDS.button} values={formValues(params)}>
        <Select name="from" label={WORDS.from} options={options} />
        <Select name="to" label={WORDS.to} options={options} />
        <div>
          <label class="nhsuk-label" for="within">
            {WORDS.within}
          </label>
          <input class="nhsuk-input" id="within" name="within" type="text" autocomplete="off" spellcheck={false} />
        </div>
        <Select name="view" label={WORDS.view} options={views.map(({ view }) => [view, enumLabel(view)])} />
      </ParamsForm>
      <p class="nhsuk-hint">{views.find(({ view }) => view === params.view)?.description}</p>
    </>
  );
}

/** The group is chosen in the table of groups, not in the form. */
const formValues = ({ from, to, within, view }: BelowParams) => ({ from, to, within, view });

/** What was looked at, how many changed, and where the changes of the organisation itself are. */
function Summary({ params, summary }: { readonly params: BelowParams; readonly summary: BelowSummary }) {
  const { within: code, view, from, to } = params;
  const { before, after, changes } = summary;
  const name = (after ?? before)?.name ?? code;
  const { moment } = useContext(RouteContext);
  const missing = [before === null ? from : [], after === null ? to : []].flat();
  const route = { code: null, text: '', moment: { ...moment, date: '', release: '' } } as const;
  return (
    <>
      <h2 class="nhsuk-heading-m">
        {WORDS.title(name)} <span class="code">{code}</span>
      </h2>
      <p role="status">
        <strong>
          {changes.totalCount === 0
            ? WORDS.none(name, view, from, to)
            : WORDS.summary(formatNumber(changes.totalCount), changes.totalCount === 1)}
        </strong>
      </p>
      <p>{WORDS.lookedAt(name, view, from, to)}</p>
      {missing.map((release) => (
        <p key={release}>{WORDS.onlyIn(release)}</p>
      ))}
      <p>
        {WORDS.itself(name)}{' '}
        <RouteLink to={{ ...route, page: 'compare', params: { code, fromRelease: from, toRelease: to } }}>
          {WORDS.compareItself(name)}
        </RouteLink>
        .
      </p>
    </>
  );
}
