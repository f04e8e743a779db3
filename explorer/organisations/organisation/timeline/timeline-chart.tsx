import { formatPeriod } from '../../text/format';
import { percentOf, tickYears, type LinkType, type Lane, type YearRange } from './lanes';

const TYPE_HEIGHT = 28;
const LANE_HEIGHT = 38;
const AXIS_HEIGHT = 26;

interface Props {
  readonly types: readonly LinkType[];
  readonly years: YearRange;
  readonly date: string;
  readonly label: string;
}

/** A bar chart of periods by relationship type and organisation; a line marks the date of the page. */
export function TimelineChart({ types, years, date, label }: Props) {
  const layout = layOut(types);
  const height = layout.height + AXIS_HEIGHT;
  const day = `${percentOf(date, years)}%`;
  return (
    <svg class="timeline" width="100%" height={height} role="img" aria-label={label}>
      {layout.types.map(({ name, top, lanes }) => (
        <g key={name}>
          <text class="timeline__kind" x="0" y={top + 20}>
            {name.toLowerCase()}
          </text>
          {lanes.map((lane) => (
            <Bars key={lane.code} lane={lane} top={lane.top} />
          ))}
        </g>
      ))}
      <line class="timeline__day" x1={day} x2={day} y1="0" y2={layout.height} />
      <line class="timeline__axis" x1="0" x2="100%" y1={layout.height} y2={layout.height} />
      {tickYears(years).map((year) => (
        <text key={year} class="timeline__year" x={`${percentOf(`${year}-01-01`, years)}%`} y={height - 6}>
          {year}
        </text>
      ))}
    </svg>
  );
}

function layOut(types: readonly LinkType[]) {
  let height = 0;
  const layout = types.map(({ name, lanes }) => {
    const top = height;
    height += TYPE_HEIGHT + lanes.length * LANE_HEIGHT;
    return { name, top, lanes: lanes.map((lane, at) => ({ ...lane, top: top + TYPE_HEIGHT + at * LANE_HEIGHT })) };
  });
  return { types: layout, height };
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
          <title>{`${name}, ${formatPeriod(span)}`}</title>
        </rect>
      ))}
    </>
  );
}
