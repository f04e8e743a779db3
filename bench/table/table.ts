import { PARTS, sameIn, short, type AllFigures, type Figure, type PartFigures } from './figures';

/** Prints all figures beside ours and beside the committed ones, with a line about each run. */
export function printTable(now: AllFigures, committed: AllFigures): void {
  const parts = PARTS.flatMap((part) => (now[part] ? [[part, now[part]] as const] : []));
  console.table(
    parts.flatMap(([part, figures]) => figures.figures.map((figure) => rowOf(figure, figures, committed[part]))),
  );
  for (const [part, figures] of parts) console.log(`${part}: ${aboutRun(figures)}`);
  for (const [part] of parts) if (committed[part]) console.log(`${part}, committed: ${aboutRun(committed[part])}`);
  console.log('* more than the noise of both');
}

/** Where and when figures were measured, in one sentence. */
export function aboutRun({ date, commit, node, machine, load, how, release }: PartFigures): string {
  const nodeName = node.replace('v', 'Node.js ');
  const text = `${date}, commit ${commit}, ${nodeName}, ${machine}, load ${load.before} to ${load.after}; ${how}; ${release}`;
  return text.replace(/\d{4}-\d{2}-\d{2}/g, dayInWords);
}

const LONG: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };

/** Returns 31 October 2024 for 2024-10-31. */
const dayInWords = (date: string): string => new Date(date).toLocaleDateString('en-GB', LONG);

/** One row: the figure, its noise, how many times ours it is, and its change since the committed one. */
export function rowOf(figure: Figure, part: PartFigures, before: PartFigures | undefined) {
  const committed = sameIn(before, figure);
  return {
    what: figure.what,
    server: figure.server,
    now: `${short(figure.value)} ${figure.unit}`,
    noise: figure.noise === 0 ? '' : percent(figure.noise),
    'CPU ms': figure.cpu === undefined || figure.unit !== 'requests/s' ? '' : short(figure.cpu),
    'to ours': ofOurs(figure, part),
    committed: committed ? short(committed.value) : '',
    change: committed ? changeOf(figure, committed) : '',
  };
}

/** The figure of a peer as a multiple of ours; of several of ours, of the first one. */
function ofOurs(figure: Figure, { figures }: PartFigures): string | number {
  const ours = figures.find(({ what, server }) => what === figure.what && server.startsWith('ours'));
  if (!ours || figure.server === ours.server) return '';
  return Number((figure.value / ours.value).toPrecision(2));
}

function changeOf(now: Figure, before: Figure): string {
  const change = now.value / before.value - 1;
  const sign = change >= 0 ? '+' : '';
  return `${sign}${percent(change)}${Math.abs(change) > Math.max(now.noise, before.noise, 0.02) ? ' *' : ''}`;
}

export const percent = (share: number) => `${Math.round(share * 100)} %`;
