import { join } from 'node:path';
import { date, organisation, rel, role, succ, writeReleaseZip } from './release-builder';

const PRACTICES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'] as const;
const ENDED = date('2010-04-01', '2024-08-31');

/**
 * Writes two releases of a few records, which have every kind of fact. The second creates and ends some of each kind.
 * Returns their paths, oldest first.
 */
export async function writeSmallReleases(folder: string): Promise<[string, string]> {
  const first = await writeReleaseZip(join(folder, 'small-first.zip'), {
    date: '2024-06-30',
    full: [...PRACTICES.map((code, at) => practice(code, at, 1)), ...others(1)],
  });
  const second = await writeReleaseZip(join(folder, 'small-second.zip'), {
    date: '2024-09-30',
    full: [...[...PRACTICES, 'P7'].map((code, at) => practice(code, at, 2)), ...others(2)],
    roles: { RO177: 'PRESCRIBING COST CENTRE', RO76: 'GENERAL PRACTICE', RO98: 'SUB ICB', RO272: 'NETWORK' },
  });
  return [first, second];
}

/** A practice with a second role and two links, of which the second release ends or changes those with an odd number. */
function practice(code: string, at: number, release: 1 | 2): string {
  const changed = release === 2 && at % 2 === 1;
  const id = String(100 + at * 10);
  return organisation(code, {
    name: `${changed ? 'NEW' : 'OLD'} NAME OF ${code}`,
    roles: [
      role('RO177', `${id}1`, 'primaryRole="true"'),
      role('RO76', `${id}2`, '', changed ? ENDED : undefined, changed ? 'Inactive' : 'Active'),
    ],
    rels: [
      rel('RE4', `${id}3`, changed ? 'C2' : 'C1'),
      // no record has this code in the first release, or in the second one for the changed practices
      rel('RE5', `${id}4`, changed ? 'GONE' : release === 1 ? 'NONE' : 'C1'),
    ],
    succs: [succ(at % 2 === 0 ? 'Predecessor' : 'Successor', `${id}${release}5`, 'OLD')],
  });
}

const others = (release: 1 | 2) => [
  commissioner('C1', '901'),
  commissioner('C2', '902'),
  ...(release === 1 ? [commissioner('C3', '903')] : []),
];

function commissioner(code: string, id: string): string {
  return organisation(code, { roles: [role('RO98', id, 'primaryRole="true"')] });
}
