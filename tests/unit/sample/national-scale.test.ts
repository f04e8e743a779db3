import { NATIONAL_SCALE } from '../../../sample/organisations';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { generateRecords } from '../../../sample/generate-records';

jest.setTimeout(240_000); // records of national size are made

/** Generates all records once and keeps only codes, ids and counts. */
function inventory() {
  const codes = new Set<string | null>();
  const targets = new Set<string>();
  const linkIds = new Set<number>();
  const sums = { organisations: 0, roles: 0, relationships: 0, successionRows: 0, ofLargestChain: 0 };
  for (const { refOnly, code, roles, links, successions } of generateRecords({ scale: NATIONAL_SCALE, release: 1 })) {
    codes.add(code);
    if (refOnly === true) continue;
    sums.organisations++;
    sums.roles += roles.length;
    sums.relationships += links.length;
    sums.successionRows += successions.length;
    for (const { id, uniqueRelId, target } of links) {
      targets.add(target.code);
      linkIds.add(uniqueRelId);
      if (id === 'RE6' && target.code === KNOWN_CASES.pharmacyHeadquarters) sums.ofLargestChain++;
    }
  }
  return { codes, targets, linkIds, sums };
}

describe('the sample at national scale', () => {
  const { codes, targets, linkIds, sums } = inventory();

  test('has about as many rows of each type as the real register', () => {
    expect(Math.abs(sums.organisations / 371_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(sums.roles / 530_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(sums.relationships / 770_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(sums.successionRows / 24_400 - 1)).toBeLessThan(0.1);
    expect(sums.ofLargestChain).toBeGreaterThan(1_000);
  });

  test('has every code once (except two faulty records and two stubs) and every link id once', () => {
    expect(sums.organisations - codes.size).toBe(0);
    expect(sums.relationships - linkIds.size).toBe(2);
  });

  test('has a record for every target except one', () => {
    expect([...targets].filter((code) => !codes.has(code))).toEqual(['ZXGHOST1']);
  });
});
