import { useEffect, useState } from 'preact/hooks';
import { formatNumber, pluralLabel, enumLabel } from '../text/format';
import type { Group, RollUp } from './types';
import type { RollUpParams } from './params';
import { WORDS } from './words';

interface Props {
  readonly rollUp: RollUp;
  readonly params: RollUpParams;
}

const MAX_BARS = 40;
/** Width of the longest bar in percent; the rest is for its value. */
const MAX_WIDTH = 65;
/** In rem: the height of a row, and the offsets of name, bar and value in it. */
const HEIGHT = { row: 3, name: 1, bar: 1.25, figure: 2.1 };

/** The largest groups, largest first. The table below has the same data, so screen readers get only a label. */
export function BarChart({ rollUp: { groups, measure }, params }: Props) {
  const letters = useMaxLetters();
  const value = ({ count, total }: Group) => (measure ? total : count);
  const bars = [...groups].sort((a, b) => value(b) - value(a)).slice(0, MAX_BARS);
  const most = Math.max(...bars.map(value));
  if (!(most > 0)) return null;
  const title = WORDS.heading(measure ? measure.name : pluralLabel(params.kind), enumLabel(params.by));
  const cut = groups.length > MAX_BARS ? WORDS.chartCut(MAX_BARS, groups.length) : '';
  return (
    <figure class="plot">
      <figcaption>{title + cut}</figcaption>
      <svg role="img" aria-label={WORDS.chart(title)} {...size(bars.length)}>
        {bars.map((group, at) => (
          <Bar key={group.organisation.code} at={at} group={group} value={value(group)} most={most} letters={letters} />
        ))}
      </svg>
    </figure>
  );
}

const size = (bars: number) => ({ width: '100%', height: `${bars * HEIGHT.row}rem` });

interface BarProps {
  readonly at: number;
  readonly group: Group;
  readonly value: number;
  readonly most: number;
  readonly letters: number;
}

function Bar({ at, group: { organisation }, value, most, letters }: BarProps) {
  const width = (value / most) * MAX_WIDTH;
  const y = (within: number) => `${at * HEIGHT.row + within}rem`;
  return (
    <>
      <text y={y(HEIGHT.name)}>{shorten(`${organisation.name} ${organisation.code}`, letters)}</text>
      <rect y={y(HEIGHT.bar)} width={`${width}%`} height="1.1rem" />
      <text x={`${width}%`} dx="0.4rem" y={y(HEIGHT.figure)}>
        {formatNumber(value)}
      </text>
    </>
  );
}

function shorten(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text;
}

/** The number of letters of a name that fit in the window. */
function useMaxLetters(): number {
  const lettersNow = () => Math.max(20, Math.floor(document.documentElement.clientWidth / 11));
  const [letters, setLetters] = useState(lettersNow);
  useEffect(() => {
    const update = () => setLetters(lettersNow());
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);
  return letters;
}
