import { asking, type Ask } from '../support/asking';
import { describeReleases, openReleases, type LoadedReleases } from '../support/releases';
import { commissioners } from './truths/commissioners';
import { geography } from './truths/geography';
import { kinds } from './truths/kinds';
import { networks } from './truths/networks';
import { operators } from './truths/operators';
import { records } from './truths/records';
import { releases } from './truths/releases';
import { successions } from './truths/successions';
import type { Truth } from './truths/truth';

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
