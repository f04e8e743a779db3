import { metresBetween } from '../../../../ods/distance';
import { Places } from '../../../../domain/nearby/places';
import { WorkBudget } from '../../../../work-budget';

/** Numbers from 0 to 1, the same at every run. */
function* numbers(): Generator<number, never> {
  for (let seed = 7; ; seed = (seed * 48_271) % 2_147_483_647) yield seed / 2_147_483_647;
}

const random = numbers();
const between = (low: number, high: number) => low + (high - low) * random.next().value;
const points = Array.from({ length: 3_000 }, (_, at) => ({
  code: `A${at}`,
  latitude: Math.round(between(-90, 90) * 1e3) / 1e3,
  longitude: Math.round(between(-180, 180) * 1e3) / 1e3,
})).sort((a, b) => a.latitude - b.latitude);
const places = new Places(
  points.map(({ code }) => code),
  Float64Array.from(points, ({ latitude }) => latitude),
  Float64Array.from(points, ({ longitude }) => longitude),
);

test('a circle has every place in it, nearest first, anywhere on earth', async () => {
  const centres = [...points.slice(0, 3), ...points.slice(-3), { latitude: 51, longitude: 179.99 }, points[1_500]!];
  for (const centre of centres)
    for (const metres of [1, 200_000, 2_000_000]) {
      const expected = points
        .map((point) => ({ code: point.code, metres: metresBetween(centre, point) }))
        .filter((found) => found.metres <= metres)
        .sort((a, b) => a.metres - b.metres || (a.code < b.code ? -1 : 1));
      expect(await places.within({ ...centre, metres }, new WorkBudget())).toEqual(expected);
    }
  expect(places.size).toBe(3_000);
});

test('a place at the edge of a circle is in it', async () => {
  const [centre, ...others] = points.slice(1_490, 1_510);
  for (const other of others) {
    const metres = metresBetween(centre!, other);
    const codesWithin = async (edge: number) =>
      (await places.within({ ...centre!, metres: edge }, new WorkBudget())).map(({ code }) => code);
    expect(await codesWithin(metres)).toContain(other.code);
    expect(await codesWithin(metres - 1)).not.toContain(other.code);
  }
});
