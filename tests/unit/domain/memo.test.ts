import { createDerived } from '../../../domain/memo';
import type { Moment } from '../../../domain/moment';

const moment = (text: string) => ({ text }) as Moment;
const DAY = moment('2024-10-31 OPERATIONAL sha');

function counting(mostItems = 1_000) {
  const derived = createDerived(mostItems);
  const made: string[] = [];
  const list = (question: string, code: string, at = DAY, items: readonly string[] = [code]) =>
    derived.list(question, code, at, () => {
      made.push(`${question} ${code} ${at.text}`);
      return items;
    });
  return { made, list, derived };
}

test('a list is made once for a question, a code and a moment, whichever request asks', () => {
  const { made, list } = counting();
  expect(list('children', 'RZZ')).toEqual(['RZZ']);
  expect(list('children', 'RZZ', moment(DAY.text))).toEqual(['RZZ']);
  expect(made).toHaveLength(1);
});

test('lists of another question, code or moment are others', () => {
  const { made, list } = counting();
  for (const [question, code, at] of [
    ['children', 'RZZ', DAY],
    ['parents', 'RZZ', DAY],
    ['children', 'RZY', DAY],
    ['children', 'RZZ', moment('2024-10-30 OPERATIONAL sha')],
    ['children', 'RZZ', moment('2024-10-31 OPERATIONAL other')],
  ] as const)
    list(question, code, at);
  expect(made).toHaveLength(5);
});

test('what is not asked again makes room; what is asked stays', () => {
  const { made, list } = counting(100);
  for (let at = 0; at < 200; at++) {
    list('children', `X${at}`);
    list('children', 'STAYS');
  }
  expect(made.filter((text) => text.includes('STAYS'))).toHaveLength(1);
  list('children', 'X0');
  expect(made.filter((text) => text.includes('X0 '))).toHaveLength(2);
});

test('a list that could not be made is not kept, and the next one asks again', async () => {
  const { derived } = counting();
  let tries = 0;
  const ask = () =>
    derived.list('children', 'RZZ', DAY, async () => {
      if (tries++ === 0) throw new Error('the database is away');
      return ['RZZ01'];
    });
  await expect(ask()).rejects.toThrow('away');
  await expect(ask()).resolves.toEqual(['RZZ01']);
  expect(ask()).toEqual(['RZZ01']);
});
