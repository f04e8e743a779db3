import { escape, previewPage } from '../../../../gateway/reconcile/preview';
import type { ExtendedRow } from '../../../../gateway/reconcile/properties';

const HOSTILE = `"><script>alert('x')</script>&`;

test('every published text of a preview is escaped', () => {
  const organisation = { code: HOSTILE, name: HOSTILE, isActive: true, address: { lines: [HOSTILE], town: HOSTILE } };
  const belongsTo = { found: [{ state: { code: HOSTILE, name: HOSTILE } }], reason: null };
  const row = {
    ...{ organisation, kinds: ['GP_PRACTICE'], operators: [HOSTILE], commissioners: [] },
    ...{ icb: belongsTo, region: belongsTo, named: new Map([[HOSTILE, HOSTILE]]), successors: [] },
  };
  const page = previewPage(row as unknown as ExtendedRow);
  expect(page).not.toContain('<script');
  expect(page.match(/&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(8);
});

test('the five characters of HTML are escaped', () => {
  expect(escape(`<a href="x" title='y'>&</a>`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;');
});
