import { active } from '../../ods/periods';
import type { Column } from '../staging/typed-collections';
import type { Register } from '../staging/release-index';

/** What holds on a day, operationally: 1 or 0 for each organisation, and for each link that counts. */
export interface Day {
  readonly organisations: Uint8Array;
  readonly links: Uint8Array;
}

export function onDay(register: Register, date: string): Day {
  const { organisation, link, texts } = register;
  const holds = (columns: DatedColumns, index: number) => {
    const dated = { operational: texts.at(columns.operational.at(index)), legal: texts.at(columns.legal.at(index)) };
    return Number(active(dated, date, 'OPERATIONAL'));
  };
  const organisations = Uint8Array.from({ length: organisation.kind.length }, (_, number) =>
    holds(organisation, number),
  );
  const links = new Uint8Array(link.source.length);
  for (const index of register.links()) links[index] = holds(link, index);
  return { organisations, links };
}

interface DatedColumns {
  readonly operational: Column;
  readonly legal: Column;
}
