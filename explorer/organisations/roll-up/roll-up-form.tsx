import { ParamsForm, Select } from '../components/params-form';
import { formatDate, pluralLabel, enumLabel } from '../text/format';
import type { RollUpOptions } from './types';
import type { RollUpParams } from './params';
import { WORDS } from './words';

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
      <ParamsForm label={WORDS.title} button={WORDS.submit} values={{ ...params }}>
        <Select name="kind" label={WORDS.count} options={levels.map((kind) => [kind, pluralLabel(kind)])} />
        <Select name="by" label={WORDS.by} options={levels.map((kind) => [kind, enumLabel(kind)])} />
        <Select name="view" label={WORDS.view} options={views.map(({ view }) => [view, enumLabel(view)])} />
        <Select name="measure" label={WORDS.sum} options={[['', WORDS.noSum], ...summed]} />
        <Select name="valuesOn" label={WORDS.valuesOf} options={[['', WORDS.sameDay], ...days(measures, params)]} />
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
      <p>{WORDS.noMeasure}</p>
      <pre class="graphql" tabIndex={0} role="group" aria-label={WORDS.command}>
        {WORDS.loadMeasure}
      </pre>
    </div>
  );
}
