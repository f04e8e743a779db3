import { useContext } from 'preact/hooks';
import { asOf } from './address';
import type { Measured, MeasureNamed, Organisation } from './answers';
import { useAnswer } from './ask';
import MEASUREMENT from './documents/measurement.graphql?raw';
import { PlaceContext } from './place-link';
import { Row } from './row';
import { day, figure } from './words';

interface Shown {
  readonly organisation: Organisation;
  readonly measure: MeasureNamed;
}

/** The figure of a measure, where it has one; of a network the sum over its members. */
export function ListSize({ organisation: { code, kinds }, measure }: Shown) {
  const { moment } = useContext(PlaceContext);
  const network = kinds.includes('PCN');
  const variables = { code, measure: measure.id, network, asOf: asOf(moment) };
  const { data, error } = useAnswer<{ organisation: Measured | null }>(MEASUREMENT, variables);
  const text = error ? error.message : data?.organisation ? textOf(data.organisation, measure) : null;
  return text === null ? null : <Row name={measure.name}>{text}</Row>;
}

function textOf({ measurement, total }: Measured, { unit }: MeasureNamed): string | null {
  if (measurement) return `${figure(measurement.value)} ${unit}, ${day(measurement.date)}`;
  if (!total || total.date === null) return null;
  const missing = total.missingCount === 0 ? '' : `; ${total.missingCount} members have no figure`;
  return `${figure(total.value)} ${unit} of ${total.counted} members, ${day(total.date)}${missing}`;
}
