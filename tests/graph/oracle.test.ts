import { disagreements, told, type Asked } from '../oracle/compare';
import { draw, drawerOf, randomOf } from '../oracle/draw';
import { QUESTIONS } from '../oracle/questions';
import { readRelease, type Release } from '../oracle/release';
import { askOn, type Ask } from '../support/ask';
import { describeReleases, openReleases, type LoadedReleases } from '../support/releases';

const SEED = 20_240_731;

describeReleases('The API agrees with an oracle that knows no Cypher', (files) => {
  let real: LoadedReleases;
  let ask: Ask;
  let drawn: { release: Release; code: (random: () => number) => string }[];
  let answers = 0;

  beforeAll(async () => {
    real = await openReleases(files);
    ask = await askOn(real.graph);
    const releases: Release[] = [];
    for (const file of files) releases.push(await readRelease(file));
    drawn = releases.map((release) => ({ release, code: drawerOf(release) }));
  }, 300_000);
  afterAll(() => real?.close());

  test.each(Object.entries(QUESTIONS))(
    '%s, on any day, basis and release',
    async (name, question) => {
      const random = randomOf(SEED + name.length);
      const asked = Array.from({ length: question.share }, (): Asked => ({
        ...draw(random, drawn),
        given: question.draw?.(random) ?? {},
      }));
      const found = await disagreements(ask, question, asked);
      expect(told(found)).toBe('none');
      answers += asked.length;
    },
    60_000,
  );

  test('at least 20,000 answers were compared', () => {
    expect(answers).toBeGreaterThanOrEqual(20_000);
  });
});
