import { finish, type Draft } from './draft';
import { administration } from './parts/administration';
import { nations } from './parts/nations';
import { others } from './parts/others';
import { pharmacies } from './parts/pharmacies';
import { primaryCare } from './parts/primary-care';
import { secondaryCare } from './parts/secondary-care';
import type { SampleRecord } from './record';
import { settingOf, type ReleaseNumber } from './setting';
import { reformSuccessions, Successions } from './successions';

/** A record and the inner file that holds it. */
export type PlacedRecord = SampleRecord & { readonly file: 'full' | 'archive' };

export interface WorldSize {
  /** 1 is the sample, 75 the size of the country; see docs/sample.md. */
  readonly scale?: number;
  readonly release: ReleaseNumber;
}

const PARTS = [administration, primaryCare, secondaryCare, pharmacies, others, nations];

/** All records of the invented world as one release knows them, one by one: the same ones every time. */
export function* buildWorld({ scale = 1, release }: WorldSize): Generator<PlacedRecord> {
  const setting = settingOf(scale, release);
  const successions = new Successions();
  for (const event of reformSuccessions(setting)) successions.add(event);
  for (const part of PARTS) {
    for (const draft of part(setting)) yield settle(draft);
  }

  function settle(draft: Draft): PlacedRecord {
    successions.write(draft);
    return finish(draft, setting.published);
  }
}
