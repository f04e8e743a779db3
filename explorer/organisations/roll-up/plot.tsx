import { useEffect, useState } from 'preact/hooks';
import { figure, plural, words } from '../words';
import type { Group, RollUp } from './answers';
import type { Chosen } from './chosen';

interface Shown {
  readonly rollUp: RollUp;
  readonly chosen: Chosen;
}

const MOST = 40;
/** The longest bar, in per cent of the picture; its figure stands behind it. */
const LONGEST = 65;
/** Heights in rem: of a row, and within it the baseline of the name, the top of the bar, the baseline of its figure. */
const HEIGHT = { row: 3, name: 1, bar: 1.25, figure: 2.1 };

/** The largest groups as bars, the largest first. The table below says the same, so a screen reader gets one sentence. */
export function Plot({ rollUp: { groups, measure }, chosen }: Shown) {
  const letters = useLetters();
  const value = ({ count, total }: Group) => (measure ? total : count);
  const bars = [...groups].sort((a, b) => value(b) - value(a)).slice(0, MOST);
  const most = Math.max(...bars.map(value));
  if (!(most > 0)) return null;
  const title = `${measure ? measure.name : plural(chosen.kind)} by ${words(chosen.by)}`;
  const cut = groups.length > MOST ? `, the ${MOST} largest of ${figure(groups.length)}` : '';
  return (
    <figure class="plot">
      <figcaption>{title + cut}</figcaption>
      <svg role="img" aria-label={`Bars: ${title}. The table below has the same figures.`} {...size(bars.length)}>
        {bars.map((group, at) => (
          <Bar key={group.organisation.code} at={at} group={group} value={value(group)} most={most} letters={letters} />
        ))}
      </svg>
    </figure>
  );
}

const size = (bars: number) => ({ width: '100%', height: `${bars * HEIGHT.row}rem` });

interface BarShown {
  readonly at: number;
  readonly group: Group;
  readonly value: number;
  readonly most: number;
  readonly letters: number;
}

function Bar({ at, group: { organisation }, value, most, letters }: BarShown) {
  const width = (value / most) * LONGEST;
  const y = (within: number) => `${at * HEIGHT.row + within}rem`;
  return (
    <>
      <text y={y(HEIGHT.name)}>{shortened(`${organisation.name} ${organisation.code}`, letters)}</text>
      <rect y={y(HEIGHT.bar)} width={`${width}%`} height="1.1rem" />
      <text x={`${width}%`} dx="0.4rem" y={y(HEIGHT.figure)}>
        {figure(value)}
      </text>
    </>
  );
}

function shortened(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text;
}

/** How many letters of a name fit. */
function useLetters(): number {
  const lettersNow = () => Math.max(20, Math.floor(document.documentElement.clientWidth / 11));
  const [letters, setLetters] = useState(lettersNow);
  useEffect(() => {
    const look = () => setLetters(lettersNow());
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  }, []);
  return letters;
}
