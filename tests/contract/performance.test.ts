import { DOCUMENTS, withFigures } from '../../bench/table/documents';
import { COMMITTED, readFigures } from '../../bench/table/figures';
import { textOf } from './sources';

const figures = readFigures(COMMITTED);

test.each(DOCUMENTS)('%s is made of bench/figures.json: npm run bench -- --documents', (document) => {
  const text = textOf(document);
  expect(text).toContain('<!-- figures: kinds -->');
  expect(withFigures(text, figures)).toBe(text);
});

test('every part says with which commit and Node.js, when and at which load it was measured', () => {
  for (const part of Object.values(figures))
    expect(part).toMatchObject({
      date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      commit: expect.stringMatching(/^[\da-f]{7}/),
      node: expect.stringMatching(/^v\d+\./),
      load: { before: expect.any(Number), after: expect.any(Number) },
    });
});
