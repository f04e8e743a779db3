import { active } from '../../ods/periods';
import type { Column } from '../staging/typed-collections';
import type { ReleaseIndex } from '../staging/release-index';

/** For each organisation and each relationship, by number: 1 if it is operationally active on the day, else 0. */
export interface ActiveOnDay {
  readonly organisations: Uint8Array;
  readonly links: Uint8Array;
}

/** Evaluates the operational dates of a release on one day. Relationships of dropped records are 0. */
export function activeOnDay(release: ReleaseIndex, date: string): ActiveOnDay {
  const { organisation, link, texts } = release;
  const known = new Map<number, number>();
  const isActive = (columns: DatedColumns, index: number) => {
    const [operational, legal] = [columns.operational.at(index), columns.legal.at(index)];
    const key = operational * texts.list.length + legal;
    let found = known.get(key);
    if (found === undefined) {
      const dated = { operational: texts.at(operational), legal: texts.at(legal) };
      known.set(key, (found = Number(active(dated, date, 'OPERATIONAL'))));
    }
    return found;
  };
  const organisations = Uint8Array.from({ length: organisation.definition.length }, (_, number) =>
    isActive(organisation, number),
  );
  const links = new Uint8Array(link.source.length);
  for (const index of release.links()) links[index] = isActive(link, index);
  return { organisations, links };
}

interface DatedColumns {
  readonly operational: Column;
  readonly legal: Column;
}
