import type { Loaders } from '../../../graph/loaders';
import type { FindingRow } from '../../../ods/facts';
import { FINDINGS_AT_ONCE, RULES } from '../../../ods/finding-rules';
import { differences, unchangedRows } from './differences';
import { compareKeys } from './row-key';
import type { FactRow, FactTable, TableRequest, TableRow } from './table';

/**
 * The findings, by rule, code and the hash of their content: a finding with another text is another finding, so that
 * differences are only `added` and `removed`.
 */
export const FINDING_TABLE: FactTable = {
  name: 'findings',
  keyParts: 3,
  columns: [
    { name: 'rule', type: 'TEXT' },
    { name: 'code', type: 'TEXT' },
    { name: 'message', type: 'TEXT' },
    { name: 'relatedCodes', type: 'TEXT' },
  ],
  async *pages(request, { loaders }) {
    const [first = '', code = '', hash = ''] = request.after ?? [];
    for (const rule of Object.keys(RULES).sort()) {
      if (rule < first) continue;
      yield* pagesOfRule(rule === first ? [rule, code, hash] : [rule, '', ''], request, loaders);
    }
  },
};

/** The rows of both releases are read in steps. Each step compares them up to the last key that both have been read to. */
async function* pagesOfRule(
  start: readonly string[],
  { release, since }: TableRequest,
  loaders: Loaders,
): AsyncGenerator<readonly TableRow[], void, void> {
  for (let after: readonly string[] | undefined = start; after;) {
    const [rows, before]: FactRow[][] = await Promise.all([
      rowsAfter(after, release, loaders),
      since === null ? [] : rowsAfter(after, since, loaders),
    ]);
    const end: readonly string[] | undefined = readTo([rows!, before!]);
    yield since === null ? unchangedRows(rows!) : differences(upTo(end, before!), upTo(end, rows!));
    after = end;
  }
}

async function rowsAfter([rule, code, hash]: readonly string[], release: number, loaders: Loaders): Promise<FactRow[]> {
  const rows = await loaders.findings.load({ rule: rule!, code: code!, hash: hash!, release });
  return rows.map(toRow);
}

function toRow({ rule, code, hash, message, related }: FindingRow): FactRow {
  return { key: [rule, code, hash], values: [rule, code, message, related] };
}

/** Returns the smallest of the last keys of the lists that have more rows; undefined when none has. */
function readTo(lists: readonly (readonly FactRow[])[]): readonly string[] | undefined {
  const lasts = lists.flatMap((rows) => (rows.length < FINDINGS_AT_ONCE ? [] : [rows.at(-1)!.key]));
  return lasts.sort(compareKeys)[0];
}

function upTo(end: readonly string[] | undefined, rows: readonly FactRow[]): readonly FactRow[] {
  return end ? rows.filter(({ key }) => compareKeys(key, end) <= 0) : rows;
}
