import { createExecutor, type Execute } from '../../support/gateway/execute-query';
import { describeWithReleases, openReleaseGraph, type ReleaseGraph } from '../../support/database/real-releases';
import { commissioners } from './commissioners';
import { geography } from './geography';
import { kinds } from './kinds';
import { networks } from './networks';
import { operators } from './operators';
import { records } from './records';
import { releases } from './releases';
import { search } from './search';
import { successions } from './successions';
import type { RealDataCase } from './real-data-case';

const SUBJECTS = { commissioners, networks, operators, geography, kinds, records, successions, releases, search };

describeWithReleases('real organisations', (files) => {
  let real: ReleaseGraph;
  let execute: Execute;

  beforeAll(async () => {
    real = await openReleaseGraph(files);
    execute = createExecutor(real.graph);
  }, 900_000); // real releases are loaded
  afterAll(() => real?.close());

  describe.each(Object.entries<readonly RealDataCase[]>(SUBJECTS))('%s', (_, cases) => {
    test.each(cases)('$statement', async ({ query, response }) => {
      const { data, errors } = await execute(query);
      expect(errors).toBeUndefined();
      expect(withPrototypes(data)).toEqual(response);
    });
  });
});

/** GraphQL objects have no prototype, and toEqual of Jest compares prototypes. */
const withPrototypes = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
