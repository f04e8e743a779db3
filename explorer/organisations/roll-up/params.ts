import type { RollUpOptions } from './types';

/** The counted kind, the kind to group by, the view, the measure to sum ('' for none) and the day of its values. */
export interface RollUpParams {
  readonly kind: string;
  readonly by: string;
  readonly view: string;
  readonly measure: string;
  /** The day of the values; '' for that of the organisations. */
  readonly valuesOn: string;
}

/** Reads the parameters of the URL. By default counts GP practices by ICB and sums the first loaded measure. */
export function rollUpParams(
  urlParams: Readonly<Record<string, string>>,
  { measures }: Pick<RollUpOptions, 'measures'>,
): RollUpParams {
  const { kind = 'GP_PRACTICE', by = 'ICB', view = 'COMMISSIONING', valuesOn = '' } = urlParams;
  const first = urlParams.kind === undefined ? (measures[0]?.id ?? '') : '';
  return { kind: toEnum(kind), by: toEnum(by), view: toEnum(view), measure: urlParams.measure ?? first, valuesOn };
}

/** Spells a value like the enums of the schema. */
function toEnum(text: string): string {
  return text.trim().toUpperCase().replaceAll('-', '_');
}
