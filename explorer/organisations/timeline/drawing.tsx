import { period } from '../words';
import { placeOf, ticksOf, type Kind, type Lane, type Years } from './lanes';

const KIND_HEIGHT = 28;
const LANE_HEIGHT = 38;
const AXIS_HEIGHT = 26;

interface Shown {
  readonly kinds: readonly Kind[];
  readonly years: Years;
  readonly date: string;
  readonly label: string;
}

/** A bar for each period, by kind and organisation, over the years; the day asked about is a line. */
export function Drawing({ kinds, years, date, label }: Shown) {
  const placed = placedKinds(kinds);
  const height = placed.height + AXIS_HEIGHT;
  const day = `${placeOf(date, years)}%`;
  return (
    <svg class="timeline" width="100%" height={height} role="img" aria-label={label}>
      {placed.kinds.map(({ name, top, lanes }) => (
        <g key={name}>
          <text class="timeline__kind" x="0" y={top + 20}>
            {name.toLowerCase()}
          </text>
          {lanes.map((lane) => (
            <Bars key={lane.code} lane={lane} top={lane.top} />
          ))}
        </g>
      ))}
      <line class="timeline__day" x1={day} x2={day} y1="0" y2={placed.height} />
      <line class="timeline__axis" x1="0" x2="100%" y1={placed.height} y2={placed.height} />
      {ticksOf(years).map((year) => (
        <text key={year} class="timeline__year" x={`${placeOf(`${year}-01-01`, years)}%`} y={height - 6}>
          {year}
        </text>
      ))}
    </svg>
  );
}

function placedKinds(kinds: readonly Kind[]) {
  let height = 0;
  const placed = kinds.map(({ name, lanes }) => {
    const top = height;
    height += KIND_HEIGHT + lanes.length * LANE_HEIGHT;
    return { name, top, lanes: lanes.map((lane, at) => ({ ...lane, top: top + KIND_HEIGHT + at * LANE_HEIGHT })) };
  });
  return { kinds: placed, height };
}

function Bars({ lane: { code, name, spans }, top }: { readonly lane: Lane; readonly top: number }) {
  return (
    <>
      <text class="timeline__name" x="0" y={top + 14}>
        {code} {name}
      </text>
      <rect class="timeline__track" x="0" width="100%" y={top + 19} height="12" />
      {spans.map((span) => (
        <rect
          key={span.id}
          class={span.isActive ? 'timeline__bar timeline__bar--active' : 'timeline__bar'}
          x={`${span.from}%`}
          width={`${span.width}%`}
          y={top + 19}
          height="12"
        >
          <title>{`${name}, ${period(span)}`}</title>
        </rect>
      ))}
    </>
  );
}
