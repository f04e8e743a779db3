import { toRecord, type Draft } from './draft';
import { administration } from './parts/administration';
import { nations } from './parts/nations';
import { others } from './parts/others';
import { pharmacies } from './parts/pharmacies';
import { primaryCare } from './parts/primary-care';
import { secondaryCare } from './parts/secondary-care';
import { vaccination } from './parts/vaccination';
import type { SampleRecord } from './record';
import { settingsOf, type ReleaseNumber, type SampleSettings } from './settings';
import { formerOrganisations } from './scenarios/administration';
import { dataFaults } from './scenarios/data-faults';
import { networkScenarios } from './scenarios/networks';
import { practiceScenarios } from './scenarios/practices';
import { additionalProviders, providerScenarios } from './scenarios/providers';
import type { Scenario } from './scenarios/scenario';
import { scenarioSuccessions, succeedingCompanies } from './scenarios/successions';
import { closureSuccessions, reformSuccessions, SuccessionList } from './successions';

/** A record and the XML file of the release that contains it. */
export type GeneratedRecord = SampleRecord & { readonly file: 'full' | 'archive' };

export interface GenerateOptions {
  /** 1 for the sample, 75 for the size of England; see docs/sample.md. Default: 1. */
  readonly scale?: number;
  readonly release: ReleaseNumber;
}

const PARTS = [administration, primaryCare, secondaryCare, pharmacies, others, vaccination, nations];
/** Records that no part generates. */
const EXTRAS = [formerOrganisations, additionalProviders, succeedingCompanies, dataFaults];
/** Changes to single records of the parts, by organisation code. A change may also leave out the record. */
const SCENARIOS = new Map<string, Scenario>(
  [networkScenarios, practiceScenarios, providerScenarios].flatMap((scenarios) => Object.entries(scenarios)),
);

/** Yields all records of one release of the sample. The same options always give the same records. */
export function* generateRecords({ scale = 1, release }: GenerateOptions): Generator<GeneratedRecord> {
  const settings = settingsOf(scale, release);
  const successions = allSuccessions(settings);
  for (const draft of drafts(settings)) {
    successions.addTo(draft);
    yield toRecord(draft, settings.published);
  }
}

function* drafts(settings: SampleSettings): Generator<Draft> {
  for (const part of PARTS) {
    for (const draft of part(settings)) {
      const scenario = SCENARIOS.get(draft.organisation.code);
      const changed = scenario ? scenario(draft, settings) : draft;
      if (changed) yield changed;
    }
  }
  for (const extra of EXTRAS) yield* extra();
}

function allSuccessions(settings: SampleSettings): SuccessionList {
  const all = new SuccessionList();
  for (const events of [reformSuccessions(settings), scenarioSuccessions, closureSuccessions(settings)]) {
    for (const event of events) all.add(event);
  }
  return all;
}
