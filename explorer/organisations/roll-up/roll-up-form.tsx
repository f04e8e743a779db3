import { ChoiceForm, Select } from '../choice-form';
import { plural, words } from '../words';
import type { Choices } from './answers';
import type { Chosen } from './chosen';

interface Shown {
  readonly choices: Choices;
  readonly chosen: Chosen;
}

/** What is counted, by what, in which view, with which measure. */
export function RollUpForm({ choices: { kinds, views, measures }, chosen }: Shown) {
  const levels = kinds.map(({ kind }) => kind);
  const summed = measures.map(({ id, name }) => [id, name] as const);
  return (
    <>
      <ChoiceForm label="What is rolled up" button="Roll up" chosen={{ ...chosen }}>
        <Select name="kind" label="Count" options={levels.map((kind) => [kind, plural(kind)])} />
        <Select name="by" label="By" options={levels.map((kind) => [kind, words(kind)])} />
        <Select name="view" label="In the view" options={views.map(({ view }) => [view, words(view)])} />
        <Select name="measure" label="And sum" options={[['', 'Nothing: count only'], ...summed]} />
      </ChoiceForm>
      <p class="nhsuk-hint">{views.find(({ view }) => view === chosen.view)?.description}</p>
      {measures.length === 0 ? <NoMeasure /> : null}
    </>
  );
}

function NoMeasure() {
  return (
    <div class="nhsuk-inset-text">
      <p>
        No measure is loaded, so organisations are counted and nothing is summed. To load one, for example list sizes of
        practices, run this where the server runs:
      </p>
      <pre class="graphql" tabIndex={0} role="group" aria-label="Command">
        npx ods-graph load-measure gp-list-size gp-list-size.csv --name 'Patients registered at a GP practice' --unit
        patients --source 'where the file is from'
      </pre>
    </div>
  );
}
