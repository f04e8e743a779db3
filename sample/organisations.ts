import type { RecordClass, Target } from './record';

/** Codes of a kind of organisation, its primary role, and its number at scale 1 and at national scale. */
interface KindSettings {
  readonly prefix: string;
  readonly width: number;
  readonly role: string;
  readonly recordClass: RecordClass;
  readonly counts: readonly [number, number];
  /** For a kind whose code is the parent's code with a suffix: the parent, and the highest number for one parent. */
  readonly parent?: KindName;
  readonly maxPerParent?: number;
}

const kind = (
  prefix: string,
  width: number,
  role: string,
  counts: readonly [number, number],
  recordClass: RecordClass = 'RC1',
): KindSettings => ({ prefix, width, role, recordClass, counts });

const nestedKind = (
  parent: KindName,
  maxPerParent: number,
  width: number,
  role: string,
  counts: readonly [number, number],
): KindSettings => ({ prefix: '', width, role, recordClass: 'RC2', counts, parent, maxPerParent });

export type KindName =
  | 'region'
  | 'icb'
  | 'sicbl'
  | 'ccg'
  | 'hub'
  | 'entity'
  | 'office'
  | 'pct'
  | 'group'
  | 'authority'
  | 'pctSite'
  | 'network'
  | 'practice'
  | 'branch'
  | 'costCentre'
  | 'abeyance'
  | 'trust'
  | 'trustSite'
  | 'pharmacyHq'
  | 'pharmacy'
  | 'pharmacySite'
  | 'appliance'
  | 'vaccination'
  | 'dental'
  | 'opticalHq'
  | 'opticalSite'
  | 'careHq'
  | 'careSite'
  | 'independent'
  | 'independentSite'
  | 'nonNhs'
  | 'localAuthority'
  | 'school'
  | 'board'
  | 'welshPractice'
  | 'scottishPractice'
  | 'irishPractice'
  | 'department'
  | 'agency'
  | 'agencyUnit';

/** All codes start with ZX, which ODS has never issued. */
export const KINDS: Readonly<Record<KindName, KindSettings>> = {
  region: kind('ZXR', 1, 'RO209', [10, 10]),
  icb: kind('ZXI', 2, 'RO261', [42, 42]),
  sicbl: kind('ZXS', 3, 'RO98', [106, 106]),
  ccg: kind('ZXK', 2, 'RO98', [43, 43]),
  hub: kind('ZXU', 2, 'RO98', [8, 40]),
  entity: kind('ZXE', 2, 'RO98', [6, 6]),
  office: kind('ZXL', 2, 'RO210', [14, 14]),
  pct: kind('ZXC', 2, 'RO179', [76, 395]),
  group: kind('ZXG', 2, 'RO171', [90, 528]),
  authority: kind('ZXA', 2, 'RO132', [12, 149]),
  pctSite: nestedKind('pct', 40, 2, 'RO180', [90, 14_693]),
  network: kind('ZXN', 4, 'RO272', [130, 1_386]),
  practice: kind('ZXP', 4, 'RO177', [650, 8_400]),
  branch: nestedKind('practice', 10, 3, 'RO96', [260, 6_545]),
  costCentre: kind('ZXM', 4, 'RO177', [190, 6_870]),
  abeyance: kind('ZXB', 2, 'RO88', [12, 1_741]),
  trust: kind('ZXT', 2, 'RO197', [64, 543]),
  trustSite: nestedKind('trust', 200, 2, 'RO198', [640, 60_000]),
  pharmacyHq: kind('ZXH', 2, 'RO181', [90, 5_904]),
  pharmacy: kind('ZXF', 4, 'RO182', [560, 17_500]),
  pharmacySite: nestedKind('pharmacy', 2, 1, 'RO280', [60, 3_035]),
  appliance: kind('ZXAC', 2, 'RO94', [6, 273]),
  vaccination: kind('ZXVC', 3, 'RO176', [48, 2_400], 'RC2'),
  dental: kind('ZXV', 5, 'RO110', [330, 16_000]),
  opticalHq: kind('ZXJ', 3, 'RO166', [30, 5_000]),
  opticalSite: kind('ZXY', 3, 'RO167', [60, 10_000], 'RC2'),
  careHq: kind('ZXQ', 4, 'RO104', [130, 36_000]),
  careSite: nestedKind('careHq', 4, 2, 'RO101', [240, 68_000]),
  independent: kind('ZXW', 3, 'RO172', [40, 6_500]),
  independentSite: nestedKind('independent', 10, 2, 'RO176', [110, 28_000]),
  nonNhs: kind('ZXD', 3, 'RO157', [60, 27_600]),
  localAuthority: kind('ZXZ', 2, 'RO141', [30, 421]),
  school: kind('ZXEE', 6, 'RO221', [160, 34_000]),
  board: kind('ZXWB', 1, 'RO144', [3, 22]),
  welshPractice: kind('ZXWP', 3, 'RO177', [4, 400]),
  scottishPractice: kind('ZXSC', 3, 'RO227', [4, 1_233]),
  irishPractice: kind('ZXNI', 3, 'RO315', [3, 321]),
  department: kind('ZXX', 1, 'RO126', [4, 18]),
  agency: kind('ZXXA', 2, 'RO116', [4, 14]),
  agencyUnit: kind('ZXXU', 3, 'RO91', [20, 6_800]),
};

/** Smaller serials are for organisations with a code of their own. */
const FIRST_SERIAL = 1_010_000;

/** Serials reserved for a kind: 1.5 times the national number, so that ids are the same at every scale. */
function reservedSerials({ counts, parent, maxPerParent = 1 }: KindSettings): number {
  return parent ? reservedSerials(KINDS[parent]) * maxPerParent : Math.ceil(counts[1] * 1.5) + 100;
}

const firstSerials = new Map<KindName, number>();
let nextSerial = FIRST_SERIAL;
for (const name of Object.keys(KINDS) as KindName[]) {
  firstSerials.set(name, nextSerial);
  nextSerial += reservedSerials(KINDS[name]);
}

/** The target of links to an organisation, and the serial that its ids are derived from. */
export interface OrganisationRef extends Target {
  readonly serial: number;
  readonly recordClass: RecordClass;
}

/** Returns an organisation by kind and index from 0: `organisation('practice', 10)` is ZXP0011. */
export function organisation(name: KindName, index: number, role = KINDS[name].role): OrganisationRef {
  const { prefix, width, recordClass } = KINDS[name];
  return organisationWithCode(
    `${prefix}${String(index + 1).padStart(width, '0')}`,
    role,
    recordClass,
    firstSerials.get(name)! + index,
  );
}

/** Returns an organisation whose code is its parent's with a suffix: the first branch of ZXP0001 is ZXP0001001. */
export function nestedOrganisation(
  name: KindName,
  parent: OrganisationRef,
  index: number,
  role = KINDS[name].role,
): OrganisationRef {
  const { width, recordClass, parent: parentKind, maxPerParent = 1 } = KINDS[name];
  const number = parent.serial - firstSerials.get(parentKind!)!;
  const serial = firstSerials.get(name)! + number * maxPerParent + index;
  return organisationWithCode(`${parent.code}${suffix(index, width)}`, role, recordClass, serial);
}

/** Returns an organisation of no kind, with a unique serial below 1,000,000. */
export function organisationWithCode(
  code: string,
  role: string,
  recordClass: RecordClass,
  serial: number,
): OrganisationRef {
  return { code, role, roleId: serial * 10, serial, recordClass };
}

/** Suffixes 01 … 99, then A0 … Z9, so that they never overlap the codes of the next parent. */
function suffix(index: number, width: number): string {
  if (width === 1) return String.fromCharCode(65 + index);
  const plain = String(index + 1);
  if (plain.length <= width) return plain.padStart(width, '0');
  const beyond = index + 1 - 10 ** width;
  return `${String.fromCharCode(65 + Math.floor(beyond / 10))}${beyond % 10}`;
}

export const NATIONAL_SCALE = 75;

/** Number of organisations of a kind, interpolated between scale 1 (the sample) and NATIONAL_SCALE (England). */
export function countOf(name: KindName, scale: number): number {
  const [sample, national] = KINDS[name].counts;
  return Math.round(sample + ((national - sample) * (scale - 1)) / (NATIONAL_SCALE - 1));
}

/** Number of organisations of a nested kind that the parent with this index has. */
export function countInside(name: KindName, parentIndex: number, scale: number): number {
  const total = countOf(name, scale);
  const parents = countOf(KINDS[name].parent!, scale);
  return Math.min(KINDS[name].maxPerParent!, Math.floor(total / parents) + (parentIndex < total % parents ? 1 : 0));
}
