import { finish, type Draft } from './draft';
import { administration } from './parts/administration';
import { nations } from './parts/nations';
import { others } from './parts/others';
import { pharmacies } from './parts/pharmacies';
import { primaryCare } from './parts/primary-care';
import { secondaryCare } from './parts/secondary-care';
import { vaccination } from './parts/vaccination';
import type { SampleRecord } from './record';
import { settingOf, type ReleaseNumber, type Setting } from './setting';
import { administrationExtras } from './stories/administration';
import { dirt } from './stories/dirt';
import { networkStories } from './stories/networks';
import { practiceStories } from './stories/practices';
import { providerExtras, providerStories } from './stories/providers';
import type { Story } from './stories/story';
import { storySuccessions, successionExtras } from './stories/successions';
import { closures, reformSuccessions, Successions } from './successions';

/** A record and the inner file that holds it. */
export type PlacedRecord = SampleRecord & { readonly file: 'full' | 'archive' };

export interface WorldSize {
  /** 1 is the sample, 75 the size of the country; see docs/sample.md. */
  readonly scale?: number;
  readonly release: ReleaseNumber;
}

const PARTS = [administration, primaryCare, secondaryCare, pharmacies, others, vaccination, nations];
const EXTRAS = [administrationExtras, providerExtras, successionExtras, dirt];
const STORIES = new Map<string, Story>(
  [networkStories, practiceStories, providerStories].flatMap((stories) => Object.entries(stories)),
);

/** All records of the invented world as one release knows them, one by one: the same ones every time. */
export function* buildWorld({ scale = 1, release }: WorldSize): Generator<PlacedRecord> {
  const setting = settingOf(scale, release);
  const successions = allSuccessions(setting);
  for (const draft of drafts(setting)) {
    successions.write(draft);
    yield finish(draft, setting.published);
  }
}

function* drafts(setting: Setting): Generator<Draft> {
  for (const part of PARTS) {
    for (const draft of part(setting)) {
      const story = STORIES.get(draft.body.code);
      const told = story ? story(draft, setting) : draft;
      if (told) yield told;
    }
  }
  for (const extra of EXTRAS) yield* extra();
}

function allSuccessions(setting: Setting): Successions {
  const all = new Successions();
  for (const events of [reformSuccessions(setting), storySuccessions, closures(setting)]) {
    for (const event of events) all.add(event);
  }
  return all;
}
