import { ChoiceForm, Select } from '../choice-form';
import { day } from '../words';
import type { Release } from './answers';
import type { Chosen } from './chosen';

const KINDS = [
  ['', 'All'],
  ['ADDED', 'Added'],
  ['REMOVED', 'Removed'],
  ['CLOSED', 'Closed'],
  ['REOPENED', 'Open again'],
  ['CHANGED', 'Changed otherwise'],
] as const;

/** Two releases, and which of their differences. */
export function ChangesForm({ releases, chosen }: { readonly releases: readonly Release[]; readonly chosen: Chosen }) {
  const options = releases.map(({ id, isLive }) => [id, `${day(id)}${isLive ? ' (live)' : ''}`] as const);
  return (
    <ChoiceForm label="What is compared" button="Compare" chosen={{ ...chosen }}>
      <Select name="from" label="From release" options={options} />
      <Select name="to" label="To release" options={options} />
      <Select name="kind" label="Kind of change" options={KINDS} />
      <div>
        <label class="nhsuk-label" for="code">
          Only the code
        </label>
        <input class="nhsuk-input" id="code" name="code" type="text" autocomplete="off" spellcheck={false} />
      </div>
    </ChoiceForm>
  );
}
