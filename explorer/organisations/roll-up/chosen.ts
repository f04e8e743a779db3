import type { Choices } from './answers';

/** What is counted, by which level, in which view, and which measure is summed; '' for none. */
export interface Chosen {
  readonly kind: string;
  readonly by: string;
  readonly view: string;
  readonly measure: string;
}

/** What the address says. One that says nothing asks for practices by ICB, and for their patients where a measure is loaded. */
export function chosenOf(said: Readonly<Record<string, string>>, { measures }: Pick<Choices, 'measures'>): Chosen {
  const { kind = 'GP_PRACTICE', by = 'ICB', view = 'COMMISSIONING' } = said;
  const first = said.kind === undefined ? (measures[0]?.id ?? '') : '';
  return { kind: named(kind), by: named(by), view: named(view), measure: said.measure ?? first };
}

/** As the enums of the schema are written. */
function named(text: string): string {
  return text.trim().toUpperCase().replaceAll('-', '_');
}
