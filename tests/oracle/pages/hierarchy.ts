import { children, kinds, parents, type Moment } from '../hierarchy';
import { VIEWS } from '../views';
import type { Statement } from './read-page';
import { day, label, number } from './words';

const DIRECTIONS = { Children: children, Parents: parents } as const;
type Direction = keyof typeof DIRECTIONS;

/** A level with more organisations is shown as groups of a kind. */
const GROUPED_FROM = 20;

/** What the page must say of its hierarchy if its address asks for no view: the first with organisations, downwards if it can. */
export function hierarchyStatements(on: Moment, code: string): Statement[] {
  const say = (key: string, text: string): Statement => ({ section: 'hierarchy', key, text });
  const found = (['Children', 'Parents'] as const)
    .map((direction) => ({ direction, views: viewsWith(on, code, direction) }))
    .filter(({ views }) => views.length > 0);
  const [first] = found;
  if (first === undefined)
    return [say('text', `No parent, and no child that is open, in any view on ${day(on.date)}.`)];
  const { direction, views } = first;
  const { view, codes } = views[0]!;
  return [
    ...found.map((each) => say('direction', each.direction)),
    ...views.map((each) => say('view', viewText(each))),
    say('chosen', `${direction}, ${viewText({ view, codes })}`),
    say('status', direction === 'Parents' ? `${organisations(codes)} one level above.` : belowText(on, codes)),
  ];
}

interface ViewCodes {
  readonly view: (typeof VIEWS)[number];
  readonly codes: readonly string[];
}

const viewsWith = (on: Moment, code: string, direction: Direction): ViewCodes[] =>
  VIEWS.map((view) => ({ view, codes: DIRECTIONS[direction](on, code, view) })).filter(({ codes }) => codes.length > 0);

const viewText = ({ view, codes }: ViewCodes): string => `${label(view)} (${number(codes.length)})`;

const organisations = ({ length }: readonly string[]): string =>
  `${number(length)} ${length === 1 ? 'organisation' : 'organisations'}`;

function belowText(on: Moment, codes: readonly string[]): string {
  const text = `${organisations(codes)} one level below`;
  if (codes.length <= GROUPED_FROM) return `${text}.`;
  const all = codes.flatMap((each) => kinds(on, each));
  const different = new Set(all).size;
  const twice = all.length > codes.length ? ' An organisation of two kinds is in both groups.' : '';
  return `${text}, of ${different} ${different === 1 ? 'kind' : 'kinds'}.${twice}`;
}
