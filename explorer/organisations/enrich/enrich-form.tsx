import { Select } from '../components/params-form';
import { CHOSEN_AT_FIRST, COLUMNS } from './columns';
import type { EnrichChoice } from './enrich-url';
import { WORDS } from './words';

interface Props {
  readonly headings: readonly string[];
  readonly isBusy: boolean;
  send(choice: EnrichChoice): void;
}

/** The form for the columns of a file and those that are added. */
export function EnrichForm({ headings, isBusy, send }: Props) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const add = data.getAll('add').map(String);
    send({ add, codeColumn: text('codeColumn'), dateColumn: text('dateColumn'), prefix: text('prefix') });
  };
  const named = [...new Set(headings)].filter((heading) => heading.trim() !== '').map((name) => [name, name] as const);
  return (
    <form onSubmit={submit} aria-label={WORDS.columns}>
      <div class="moment">
        <Select name="codeColumn" label={WORDS.codeColumn} options={[['', WORDS.byHeading], ...named]} />
        <Select name="dateColumn" label={WORDS.dateColumn} options={[['', WORDS.dateAbove], ...named]} />
        <div>
          <label class="nhsuk-label" for="prefix">
            {WORDS.prefix}
          </label>
          <input class="nhsuk-input" id="prefix" name="prefix" maxLength={32} />
        </div>
      </div>
      <fieldset class="nhsuk-fieldset columns">
        <legend class="nhsuk-fieldset__legend">{WORDS.toAdd}</legend>
        {COLUMNS.map(([name, label], index) => (
          <label key={name} class="columns__choice">
            <input type="checkbox" name="add" value={name} defaultChecked={index < CHOSEN_AT_FIRST} /> {label}
          </label>
        ))}
      </fieldset>
      <button class="nhsuk-button" type="submit" disabled={isBusy}>
        {WORDS.submit}
      </button>
    </form>
  );
}
