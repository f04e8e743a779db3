import { ParamsForm, Select } from '../components/params-form';
import { formatDate } from '../text/format';
import type { Release } from './types';
import type { ChangesParams } from './params';

const KINDS = [
  ['', 'All'],
  ['ADDED', 'Added'],
  ['REMOVED', 'Removed'],
  ['CLOSED', 'Closed'],
  ['REOPENED', 'Reopened'],
  ['CHANGED', 'Other changes'],
] as const;

/** The form for the compared releases and the filters. */
export function ChangesForm({
  releases,
  params,
}: {
  readonly releases: readonly Release[];
  readonly params: ChangesParams;
}) {
  const options = releases.map(({ id, isLive }) => [id, `${formatDate(id)}${isLive ? ' (live)' : ''}`] as const);
  return (
    <ParamsForm label="Comparison" button="Compare" values={{ ...params, within: '' }}>
      <Select name="from" label="From release" options={options} />
      <Select name="to" label="To release" options={options} />
      <Select name="kind" label="Kind of change" options={KINDS} />
      <div>
        <label class="nhsuk-label" for="code">
          Code (optional)
        </label>
        <input class="nhsuk-input" id="code" name="code" type="text" autocomplete="off" spellcheck={false} />
      </div>
      <div>
        <label class="nhsuk-label" for="within">
          Below an organisation (code, optional)
        </label>
        <input class="nhsuk-input" id="within" name="within" type="text" autocomplete="off" spellcheck={false} />
      </div>
    </ParamsForm>
  );
}
