import { useContext } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { MeasureValues, MeasureInfo, Organisation } from '../graphql/types';
import { useQuery } from '../graphql/request';
import MEASUREMENT from '../documents/measurement.graphql?raw';
import { RouteContext } from '../navigation/route-link';
import { SummaryRow } from '../components/summary-row';
import { formatDate, formatNumber } from '../text/format';

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
  const text = error ? error.message : data?.organisation ? valueText(data.organisation, measure) : null;
  return text === null ? null : <SummaryRow name={measure.name}>{text}</SummaryRow>;
}

function valueText({ measurement, total }: MeasureValues, { unit }: MeasureInfo): string | null {
  if (measurement) return `${formatNumber(measurement.value)} ${unit}, ${formatDate(measurement.date)}`;
  if (!total || total.date === null) return null;
  const missing = total.missingCount === 0 ? '' : `; ${total.missingCount} members have no value`;
  return `${formatNumber(total.value)} ${unit} of ${total.counted} members, ${formatDate(total.date)}${missing}`;
}
