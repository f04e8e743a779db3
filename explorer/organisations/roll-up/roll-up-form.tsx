import { ParamsForm, Select } from '../components/params-form';
import { formatDate, pluralLabel, enumLabel } from '../text/format';
import type { RollUpOptions } from './types';
import type { RollUpParams } from './params';

interface Props {
  readonly options: RollUpOptions;
  readonly params: RollUpParams;
}

/** The form for the kinds, the view and the measure of a roll-up. */
export function RollUpForm({ options: { kinds, views, measures }, params }: Props) {
  const levels = kinds.map(({ kind }) => kind);
  const summed = measures.map(({ id, name }) => [id, name] as const);
  return (
    <>
      <ParamsForm label="Roll-up" button="Roll up" values={{ ...params }}>
        <Select name="kind" label="Count" options={levels.map((kind) => [kind, pluralLabel(kind)])} />
        <Select name="by" label="By" options={levels.map((kind) => [kind, enumLabel(kind)])} />
        <Select name="view" label="View" options={views.map(({ view }) => [view, enumLabel(view)])} />
        <Select name="measure" label="Sum" options={[['', 'Nothing (count only)'], ...summed]} />
        <Select name="valuesOn" label="Values of" options={[['', 'The same day'], ...days(measures, params)]} />
      </ParamsForm>
      <p class="nhsuk-hint">{views.find(({ view }) => view === params.view)?.description}</p>
      {measures.length === 0 ? <NoMeasure /> : null}
    </>
  );
}

/** The days of which values are loaded, newest first, and the chosen one. */
function days(measures: RollUpOptions['measures'], { valuesOn }: RollUpParams): (readonly [string, string])[] {
  const loaded = [...measures.flatMap(({ dates }) => dates), ...(isDay(valuesOn) ? [valuesOn] : [])];
  return [...new Set(loaded)]
    .sort()
    .reverse()
    .map((date) => [date, formatDate(date)]);
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function NoMeasure() {
  return (
    <div class="nhsuk-inset-text">
      <p>
        No measure is loaded, so organisations are counted but no values are summed. To load a measure, for example the
        list sizes of practices, run this on the server:
      </p>
      <pre class="graphql" tabIndex={0} role="group" aria-label="Command">
        npx ods-graph load-measure gp-list-size gp-list-size.csv --name 'Patients registered at a GP practice' --unit
        patients --source 'where the file is from'
      </pre>
    </div>
  );
}
