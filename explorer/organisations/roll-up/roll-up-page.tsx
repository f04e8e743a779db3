import { useContext } from 'preact/hooks';
import { asOf } from '../address';
import { useAnswer } from '../ask';
import CHOICES from '../documents/roll-up-choices.graphql?raw';
import ROLL_UP from '../documents/roll-up.graphql?raw';
import { GraphqlOf } from '../graphql-of';
import { Heading } from '../heading';
import { PlaceContext } from '../place-link';
import { Problem } from '../problem';
import { plural, words } from '../words';
import type { Choices, RollUp } from './answers';
import { chosenOf, type Chosen } from './chosen';
import { Figures } from './figures';
import { RollUpForm } from './roll-up-form';

const NOTHING = {};

/** Organisations counted, and a measure summed, by the organisations of another kind that they belong to. */
export function RollUpPage() {
  const { choices: said = NOTHING } = useContext(PlaceContext);
  const { data, error, again } = useAnswer<Choices>(CHOICES, NOTHING);
  if (error) return <Unasked error={error} again={again} />;
  if (data === undefined) return <p role="status">Loading…</p>;
  const chosen = chosenOf(said, data);
  return (
    <>
      <Heading title={`${plural(chosen.kind)} by ${words(chosen.by)}`} caption="Roll-up" />
      <RollUpForm choices={data} chosen={chosen} />
      <Answer chosen={chosen} />
    </>
  );
}

function Unasked({ error, again }: { readonly error: Error; readonly again: () => void }) {
  return (
    <>
      <Heading title="Roll-up" />
      <Problem error={error} again={again} />
    </>
  );
}

function Answer({ chosen }: { readonly chosen: Chosen }) {
  const { moment } = useContext(PlaceContext);
  const { measure, ...asked } = chosen;
  const variables = { ...asked, measure: measure === '' ? null : measure, asOf: asOf(moment) };
  const { data, error, waiting, again } = useAnswer<{ rollUp: RollUp }>(ROLL_UP, variables);
  if (error) return <Problem error={error} again={again} />;
  if (data === undefined || waiting) return <p role="status">Counting…</p>;
  return (
    <>
      <Figures rollUp={data.rollUp} chosen={chosen} />
      <GraphqlOf document={ROLL_UP} variables={variables} />
    </>
  );
}
