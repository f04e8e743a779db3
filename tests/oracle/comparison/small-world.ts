import { addDays, pick, type Random } from './draw';

/** How many organisations a small world has. */
const ORGANISATIONS = 40;
/** Few days, so that what begins and ends meets; successions are on these days only. Two are those on which a level of the hierarchy changes. */
export const DAYS = ['2013-04-01', '2015-04-01', '2016-01-01', '2018-06-30', '2020-04-01', '2022-07-01', '2023-02-28'];
const PRIMARY = ['RO177', 'RO98', 'RO98', 'RO261', 'RO209', 'RO272', 'RO272', 'RO96', 'RO197', 'RO198', 'RO182'];
const RARE_PRIMARY = ['RO210', 'RO132', 'RO179', 'RO171', 'RO142', 'RO227', 'RO280', 'RO181'];
const FURTHER = ['RO76', 'RO76', 'RO279', 'RO319', 'RO327', 'RO318', 'RO218'];
const TYPES = ['RE2', 'RE3', 'RE4', 'RE4', 'RE5', 'RE6', 'RE6', 'RE8', 'RE8', 'RE9', 'RE10', 'RE11'];
/** Relationships that views and payments follow: type, roles of the source, roles of the target. */
const USUAL: readonly (readonly [type: string, source: string, target: string])[] = [
  ['RE4', 'RO177', 'RO98'],
  ['RE6', 'RO177', 'RO98'],
  ['RE8', 'RO177', 'RO272'],
  ['RE9', 'RO177', 'RO272'],
  ['RE10', 'RO177', 'RO272'],
  ['RE11', 'RO177', 'RO98'],
  ['RE4', 'RO272', 'RO98'],
  ['RE5', 'RO98', 'RO261'],
  ['RE2', 'RO98', 'RO261'],
  ['RE2', 'RO261', 'RO209'],
  ['RE6', 'RO96', 'RO177'],
  ['RE6', 'RO198', 'RO197'],
  ['RE6', 'RO96', 'RO272'],
  ['RE5', 'RO197', 'RO261'],
  ['RE4', 'RO177', 'RO142'],
];

interface Organisation {
  readonly code: string;
  readonly primary: string | null;
}

/** The days on which something of a small world begins or ends, and those before and after. */
export const WORLD_DAYS = [...DAYS, '2021-03-31'].flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);

/** Draws a small release, dense with what is rare in a published one: texts of `Organisation` elements. */
export function smallWorld(random: Random): readonly string[] {
  const all = Array.from({ length: ORGANISATIONS }, (_, at): Organisation => {
    const primary = random() < 0.03 ? null : pick(random, random() < 0.8 ? PRIMARY : RARE_PRIMARY);
    return { code: `Z${String(at).padStart(2, '0')}`, primary };
  });
  return all.map((organisation) => recordOf(random, organisation, all));
}

function recordOf(random: Random, { code, primary }: Organisation, all: readonly Organisation[]): string {
  const isSite = random() < (['RO96', 'RO198', 'RO280'].includes(primary ?? '') ? 0.9 : 0.1);
  const isStub = random() < 0.06;
  const roles = [
    ...(primary === null ? [] : [roleText(random, primary, ' primaryRole="true"')]),
    ...times(random, 2, () => roleText(random, pick(random, FURTHER), '')),
  ];
  const rels = times(random, 5, () => relText(random, primary, all));
  const succs = random() < 0.5 ? times(random, 2, () => succText(random, pick(random, all).code)) : [];
  const lists = [
    ['Roles', roles] as const,
    ...(isStub
      ? []
      : ([
          ['Rels', rels],
          ['Succs', succs],
        ] as const)),
  ];
  return `<Organisation orgRecordClass="${isSite ? 'RC2' : 'RC1'}"${isStub ? ' refOnly="true"' : ''}><Name>${pick(random, ['OAK', 'ELM', 'ASH'])}</Name>${datesText(random)}
    <OrgId root="2.16" assigningAuthorityName="HSCIC" extension="${code}"/><Status value="Active"/><LastChangeDate value="${pick(random, DAYS)}"/>
    ${lists.map(([name, items]) => (items.length === 0 ? '' : `<${name}>${items.join('')}</${name}>`)).join('')}</Organisation>`;
}

const times = (random: Random, max: number, make: () => string): string[] =>
  Array.from({ length: Math.floor(random() * (max + 1)) }, make);

let id = 0;

function roleText(random: Random, code: string, primary: string): string {
  return `<Role id="${code}" uniqueRoleId="${++id}"${primary}>${datesText(random)}<Status value="Active"/></Role>`;
}

/** Two of three relationships are usual ones, to a target of the usual role if there is one. */
function relText(random: Random, primary: string | null, all: readonly Organisation[]): string {
  const usual = USUAL.filter(([, source]) => source === primary);
  const [type, , role] = usual.length > 0 && random() < 0.67 ? pick(random, usual) : [pick(random, TYPES), '', ''];
  const suitable = all.filter((each) => each.primary === role);
  const target = pick(random, suitable.length > 0 ? suitable : all).code;
  return `<Rel id="${type}" uniqueRelId="${++id}">${datesText(random)}<Status value="Active"/>${targetText(random() < 0.03 ? 'NONE' : target)}</Rel>`;
}

function succText(random: Random, target: string): string {
  return `<Succ uniqueSuccId="${++id}"><Date><Type value="Legal"/><Start value="${pick(random, DAYS)}"/></Date><Type>${pick(random, ['Successor', 'Predecessor'])}</Type>${targetText(target)}</Succ>`;
}

const targetText = (code: string): string =>
  `<Target><OrgId root="2.16" assigningAuthorityName="HSCIC" extension="${code}"/><PrimaryRoleId id="RO98" uniqueRoleId="1"/></Target>`;

/** Mostly one operational period; sometimes several of either basis, or none. */
function datesText(random: Random): string {
  const share = random();
  if (share < 0.02) return '';
  const operational = share < 0.6 ? 1 : share < 0.85 ? 2 : share < 0.92 ? 3 : 0;
  const legal = operational === 0 || random() < 0.25 ? 1 + Math.floor(random() * 2) : 0;
  return [...periodTexts(random, operational, 'Operational'), ...periodTexts(random, legal, 'Legal')].join('');
}

/** Periods that follow each other, overlap or leave gaps: their ends are drawn and sorted, so each begins before it ends. */
function periodTexts(random: Random, count: number, type: string): string[] {
  const days = Array.from({ length: 2 * count }, () => addDays(pick(random, DAYS), pick(random, [0, 0, -1]))).sort();
  return Array.from({ length: count }, (_, at) => {
    const start = at === 0 && random() < 0.1 ? '' : `<Start value="${days[2 * at]!}"/>`;
    const end = at === count - 1 && random() < 0.6 ? '' : `<End value="${days[2 * at + 1]!}"/>`;
    return `<Date><Type value="${type}"/>${start}${end}</Date>`;
  });
}
