import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES } from '../../../ods/finding-rules';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { writeReleases } from '../../../sample/write-release';
import { formatDisagreements } from '../../oracle/comparison/compare';
import { findingDisagreements } from '../../oracle/comparison/compare-findings';
import { readRelease } from '../../oracle/reading/release';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Found;
};

interface Found {
  readonly organisation: { readonly findings: readonly object[] };
  readonly findings: object;
  readonly findingRules: readonly { readonly id: string; readonly count: number; readonly description: string }[];
}

/** Findings in the sample: rule, code and related codes. */
const FOUND: readonly (readonly [rule: string, code: string, related: readonly string[]])[] = [
  ['active-under-closed-parent', KNOWN_CASES.practiceUnderClosedGroup, ['ZXK01']],
  ['active-under-closed-parent', KNOWN_CASES.siteOutlivingTrust, ['ZXC01']],
  ['parents-of-one-kind', KNOWN_CASES.faultTwoCommissioners, ['ZXS021', 'ZXS022']],
  ['practice-without-commissioner', KNOWN_CASES.practiceWithoutLinks, []],
  ['member-commissioned-elsewhere', KNOWN_CASES.memberCommissionedElsewhere, ['ZXN0004', 'ZXS018', 'ZXS004']],
  ['name-shared', KNOWN_CASES.dentist, []],
  ['code-lookalike', KNOWN_CASES.letterForZero, ['ZXP0011', 'ZXP00I1']],
  ['open-to-closed-target', KNOWN_CASES.faultOpenLinkToClosed, ['ZXK01']],
  ['filler-date', KNOWN_CASES.faultFillerStart, []],
  ['cycle', KNOWN_CASES.faultCycle, ['ZXDIRT11']],
  ['code-odd', KNOWN_CASES.faultDashedCode, []],
];

test.each(FOUND)('%s has a finding for %s', async (rule, code, related) => {
  const { organisation, findings } = await dataOf(`{
    organisation(code: "${code}") { findings { rule { id title } message related { code } } }
    findings(rule: "${rule}", code: "${code}") { totalCount nodes { organisation { code } related { code } } } }`);
  const expected = { related: related.map((other) => ({ code: other })) };
  expect(organisation.findings).toContainEqual({
    ...expected,
    rule: { id: rule, title: RULES[rule as keyof typeof RULES].title },
    message: expect.stringMatching(/\.$/) as string,
  });
  expect(findings).toEqual({ totalCount: 1, nodes: [{ ...expected, organisation: { code } }] });
});

test('a valid record has no findings, and neither has an unknown code', async () => {
  expect(
    await dataOf(
      `{ organisation(code: "${KNOWN_CASES.trust}") { findings { message } } findings(code: "NOBODY") { totalCount nodes { message } } }`,
    ),
  ).toEqual({ organisation: { findings: [] }, findings: { totalCount: 0, nodes: [] } });
});

interface FindingsPage {
  readonly totalCount: number;
  readonly nodes: readonly { rule: { id: string; count: number }; organisation: { code: string }; message: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
}

const page = async (first: number, after: string | null, run = execute) => {
  const { data, errors, reads } = await run(
    `query ($first: Int!, $after: String) { findings(first: $first, after: $after) {
      totalCount nodes { rule { id count } organisation { code } message } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    { variables: { first, after } },
  );
  expect(errors).toBeUndefined();
  return { ...(JSON.parse(JSON.stringify(data!.findings)) as FindingsPage), reads };
};

test.each([7, 200])(
  'pages of %s findings hang together, by rule, then code, and are as many as the rules count',
  async (first) => {
    const { findingRules: rules } = await dataOf('{ findingRules { id title description count } }');
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(RULES).sort());
    const found: FindingsPage['nodes'][number][] = [];
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo, totalCount } = await page(first, after);
      expect(totalCount).toBe(rules.reduce((sum, { count }) => sum + count, 0));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      found.push(...nodes);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    const keys = found.map(({ rule, organisation }) => `${rule.id}\t${organisation.code}`);
    expect(keys).toEqual([...keys].sort());
    expect(
      new Set(found.map(({ rule, organisation, message }) => `${rule.id} ${organisation.code} ${message}`)).size,
    ).toBe(found.length);
    for (const { id, count } of rules)
      expect([id, found.filter(({ rule }) => rule.id === id).length]).toEqual([id, count]);
    expect(found.every(({ rule }) => rules.find(({ id }) => id === rule.id)!.count === rule.count)).toBe(true);
  },
);

test('a page costs one read each for counts, findings and organisations', async () => {
  const first = await page(100, null, createColdExecutor(graph));
  expect(first.reads.map(([name]) => name)).toEqual(['findingCounts', 'findings', 'state']);
  expect(new Set(first.nodes.map(({ rule }) => rule.id)).size).toBeGreaterThan(10);
  const second = await page(100, first.pageInfo.endCursor, createColdExecutor(graph));
  expect(second.reads.map(([name]) => name)).toEqual(['findingCounts', 'findings', 'state']);
});

test('the findings of two hundred organisations cost one read', async () => {
  const { data, reads } = await createColdExecutor(graph)(
    '{ search(kinds: [GP_PRACTICE], first: 200) { nodes { code findings { rule { id title } message } } } }',
  );
  const { nodes } = data!.search as { nodes: { findings: object[] }[] };
  expect(nodes.filter(({ findings }) => findings.length > 0).length).toBeGreaterThan(3);
  expect(reads.filter(([name]) => name.startsWith('finding'))).toEqual([['findingsOf', nodes.length]]);
});

test('findings are those of the requested release', async () => {
  const rule = 'target-without-record';
  expect(
    await dataOf(`{
      now: findings(rule: "${rule}") { totalCount nodes { organisation { code isUnresolved } related { code } } }
      before: findings(rule: "${rule}", asOf: { release: "2024-06-30" }) { totalCount }
      rules: findingRules(asOf: { release: "2024-06-30" }) { id count }
      organisation(code: "${KNOWN_CASES.branchOfWithdrawn}") { findings { message } } }`),
  ).toMatchObject({
    now: {
      totalCount: 3,
      nodes: [
        { organisation: { code: 'ZXGHOST1', isUnresolved: true } },
        { organisation: { code: 'ZXGHOST2' } },
        { organisation: { code: KNOWN_CASES.practiceWithdrawn }, related: [{ code: KNOWN_CASES.branchOfWithdrawn }] },
      ],
    },
    before: { totalCount: 2 },
    rules: expect.arrayContaining([{ id: rule, count: 2 }]) as object,
  });
});

test('findings about the whole release have an empty code', async () => {
  expect(
    await dataOf('{ findings(code: "") { nodes { rule { id } organisation { code isUnresolved } message } } }'),
  ).toEqual({
    findings: {
      nodes: [
        {
          rule: { id: 'code-missing' },
          organisation: { code: '', isUnresolved: true },
          message: expect.stringMatching(
            /^The record 'WITHOUT CODE LTD, MOCKTON' that ends in line \d+ has no usable code/,
          ) as string,
        },
      ],
    },
  });
});

test('an unknown rule is refused, and the error lists the rules', async () => {
  const { errors } = await execute('{ findings(rule: "cycles") { nodes { message } } }');
  expect(errors).toEqual([
    {
      message: `There is no rule 'cycles'. The rules are ${Object.keys(RULES).sort().join(', ')}.`,
      code: 'BAD_USER_INPUT',
      path: ['findings'],
    },
  ]);
});

test('a cursor of another rule is refused', async () => {
  const { pageInfo } = await page(1, null);
  const { errors } = await execute(`{ findings(rule: "cycle", after: "${pageInfo.endCursor}") { nodes { message } } }`);
  expect(errors).toMatchObject([{ code: 'INVALID_CURSOR', path: ['findings'] }]);
});

test('the findings agree with the oracle in both releases', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-findings-test-'));
  try {
    for (const file of await writeReleases(folder)) {
      const { found, counts } = await findingDisagreements(execute, await readRelease(file));
      expect(formatDisagreements(found)).toBe('none');
      expect(Object.values(counts).filter((count) => count > 0).length).toBeGreaterThan(25);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
