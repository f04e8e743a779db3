import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { MeasureValues, MeasureInfo, Organisation } from '../graphql/types';
import { useQuery } from '../graphql/request';
import MEASUREMENT from '../documents/measurement.graphql?raw';
import { RouteContext } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatDate, formatNumber } from '../text/format';
import { missingValueText } from '../text/missing-reasons';

interface Props {
  readonly organisation: Organisation;
  readonly measure: MeasureInfo;
}

/** The value of a measure, for a network the sum of its members; nothing if there is none. */
export function MeasureValue({ organisation: { code, kinds }, measure }: Props) {
  const { moment } = useContext(RouteContext);
  const network = kinds.includes('PCN');
  const variables = { code, measure: measure.id, network, asOf: asOfArgument(moment) };
  const { data, error } = useQuery<{ organisation: MeasureValues | null }>(MEASUREMENT, variables);
  const text = error ? error.message : data?.organisation ? valueText(code, data.organisation, measure) : null;
  return text === null ? null : <SummaryRow name={measure.name}>{text}</SummaryRow>;
}

/** Returns the value and its day, or why there is none although there are values; null when none was ever loaded. */
export function valueText(
  code: string,
  { measurement, measurementMissing, total }: MeasureValues,
  { unit }: MeasureInfo,
): string | null {
  if (measurement) {
    const others = measurement.valueOf.filter((each) => each !== code);
    const under = others.length === 0 ? '' : `, counted under ${others.join(', ')}`;
    return `${formatNumber(measurement.value)} ${unit}, ${formatDate(measurement.date)}${under}`;
  }
  if (!total) return neverLoaded(measurementMissing) ? null : missingValueText(measurementMissing);
  if (total.date === null) return total.tooOld > 0 ? missingValueText('TOO_OLD') : null;
  const missing =
    total.missingCount === 0
      ? ''
      : `; ${total.missingCount} ${total.missingCount === 1 ? 'member has' : 'members have'} no value`;
  return `${formatNumber(total.value)} ${unit} of ${total.counted} ${total.counted === 1 ? 'member' : 'members'}, ${formatDate(total.date)}${missing}`;
}

/** Whether no value of the measure stands for it on the day, so that the page does not speak of the measure. */
const neverLoaded = (reason: string | null): boolean =>
  reason === null || reason === 'NO_VALUE' || reason === 'NOT_YET';
