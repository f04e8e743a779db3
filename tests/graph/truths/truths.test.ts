import { asking, type Ask } from '../../support/gateway/asking';
import { describeReleases, openReleases, type LoadedReleases } from '../../support/database/releases';
import { commissioners } from './commissioners';
import { geography } from './geography';
import { kinds } from './kinds';
import { networks } from './networks';
import { operators } from './operators';
import { records } from './records';
import { releases } from './releases';
import { successions } from './successions';
import type { Truth } from './truth';

const SUBJECTS = { commissioners, networks, operators, geography, kinds, records, successions, releases };

describeReleases('Truths about real organisations', (files) => {
  let real: LoadedReleases;
  let ask: Ask;

  beforeAll(async () => {
    real = await openReleases(files);
    ask = asking(real.graph);
  }, 900_000);
  afterAll(() => real?.close());

  describe.each(Object.entries<readonly Truth[]>(SUBJECTS))('%s', (_, truths) => {
    test.each(truths)('$truth', async ({ query, answer }) => {
      const { data, errors } = await ask(query);
      expect(errors).toBeUndefined();
      expect(plain(data)).toEqual(answer);
    });
  });
});

/** GraphQL's objects have no prototype; Jest compares that too. */
const plain = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer));
