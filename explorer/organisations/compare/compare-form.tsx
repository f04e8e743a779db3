import type { ComponentChildren } from 'preact';
import { ParamsForm, Select } from '../components/params-form';
import type { CommonData } from '../graphql/types';
import type { CompareParams } from './params';
import { WORDS } from './words';

interface Props {
  readonly releases: CommonData['releases'];
  readonly params: CompareParams;
}

const BASES = [
  ['', WORDS.operational],
  ['legal', WORDS.legal],
] as const;
const LINES = [
  ['', WORDS.showAll],
  ['differences', WORDS.showDifferences],
] as const;

/** The form for the organisation and the two moments. */
export function CompareForm({ releases, params }: Props) {
  const options = releases.map(({ id, isLive }) => [id, isLive ? WORDS.live(id) : WORDS.release(id)] as const);
  return (
    <ParamsForm label={WORDS.formLabel} button={WORDS.button} values={{ ...params }}>
      <Field name="code" label={WORDS.code}>
        <input class="nhsuk-input" id="code" name="code" type="text" autocomplete="off" spellcheck={false} />
      </Field>
      <Select name="show" label={WORDS.show} options={LINES} />
      <Side name="from" side={WORDS.first} releases={options} />
      <Side name="to" side={WORDS.second} releases={options} />
    </ParamsForm>
  );
}

interface SideProps {
  readonly name: string;
  readonly side: string;
  readonly releases: readonly (readonly [string, string])[];
}

function Side({ name, side, releases }: SideProps) {
  return (
    <fieldset class="nhsuk-fieldset moment__side">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{side}</legend>
      <Select name={`${name}Release`} label={`${side}: ${WORDS.releaseField}`} options={releases} />
      <Field name={`${name}Date`} label={`${side}: ${WORDS.day}`}>
        <input class="nhsuk-input" id={`${name}Date`} name={`${name}Date`} type="date" />
      </Field>
      <Select name={`${name}Basis`} label={`${side}: ${WORDS.basis}`} options={BASES} />
    </fieldset>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

function Field({ name, label, children }: FieldProps) {
  return (
    <div>
      <label class="nhsuk-label" for={name}>
        {label}
      </label>
      {children}
    </div>
  );
}
