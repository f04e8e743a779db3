import type { Moment } from '../hierarchy';
import type { Door, Service } from './door';
import { enrichCommand, enrichCsv, enrichNdjson } from './enrich';
import { factsOf, type Answers, type Facts } from './facts';
import { fhir } from './fhir';
import { graphqlByArgument, graphqlByHeaderAndId, graphqlByItem } from './graphql';
import { queryCommand, reconcile } from './others';
import { csvExport, ndjsonExport, parquetExport } from './tables';

/** Every way to ask the same. */
export const DOORS: Readonly<Record<string, (service: Service) => Door>> = {
  'GraphQL, moment as an argument': graphqlByArgument,
  'GraphQL, moment in the header, then by id': graphqlByHeaderAndId,
  'GraphQL, a day for each item': graphqlByItem,
  FHIR: fhir,
  'export, CSV': csvExport,
  'export, NDJSON': ndjsonExport,
  'export, Parquet': parquetExport,
  'enrich, CSV': enrichCsv,
  'enrich, NDJSON': enrichNdjson,
  'command line, enrich': enrichCommand,
  'command line, query': queryCommand,
  reconciliation: reconcile,
};

/** What one door said: how many facts of how many organisations, and where it differs from the release. */
export interface DoorResult {
  readonly door: string;
  readonly organisations: number;
  readonly facts: number;
  readonly differences: readonly string[];
}

/** Asks a door about codes at a moment, and compares each fact that it says with the XML of the release. */
export async function compareDoor(
  door: string,
  service: Service,
  on: Moment,
  codes: readonly string[],
): Promise<DoorResult> {
  const { date, basis, release } = on;
  const said: Answers = await DOORS[door]!(service)(codes, { date, basis, release: release.id });
  const differences: string[] = [];
  let facts = 0;
  for (const code of codes) {
    const expected = factsOf(on, code);
    const answer = said.get(code);
    if (!answer) differences.push(`${door} says nothing of ${code} on ${date}, ${basis}, in ${release.id}`);
    for (const [fact, text] of Object.entries(answer ?? {})) {
      facts++;
      const wanted = expected[fact as keyof Facts];
      if (text !== wanted)
        differences.push(
          `${door}: ${fact} of ${code} on ${date}, ${basis}, in ${release.id} is '${text}', not '${wanted}'`,
        );
    }
  }
  return { door, organisations: codes.length, facts, differences };
}
