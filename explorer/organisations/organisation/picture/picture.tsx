import { useMemo } from 'preact/hooks';
import type { Direction } from '../hierarchy/settings';
import { formatNumber, enumLabel } from '../../text/format';
import { countByKind, layOut, MAX_NODES, type HierarchyNode, type Dot } from './layout';
import { WORDS } from '../words';

interface Props {
  readonly nodes: readonly HierarchyNode[];
  readonly truncated: boolean;
  readonly direction: Direction;
  readonly name: string;
}

/** With more nodes than this, only the first level has labels. */
const MAX_LABELLED = 60;
/** All further kinds share one colour. */
const COLOURS = 6;

/** A radial diagram of a hierarchy, coloured by kind. */
export function Picture({ nodes, truncated, direction, name }: Props) {
  const { dots, links, box } = useMemo(() => layOut(nodes, direction), [nodes, direction]);
  const kinds = countByKind(dots.map(({ node }) => node));
  const colourClass = (dot: Dot) =>
    classOf(kinds.findIndex(([kind]) => kind === (dot.node.organisation.kinds[0] ?? 'OTHER')));
  const depth = Math.max(...dots.map(({ node }) => node.depth));
  const { left, top, width, height } = box;
  return (
    <figure class="picture">
      <svg
        role="img"
        aria-label={WORDS.pictureLabel(name, dots.length, depth + 1)}
        viewBox={`${left} ${top} ${width} ${height}`}
        width={width}
        height={height}
      >
        {links.map(({ key, from, to, extra }) => (
          <line
            key={key}
            class={extra ? 'picture__link picture__link--extra' : 'picture__link'}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        ))}
        {dots.map((dot) => (
          <circle key={dot.node.organisation.code} class={colourClass(dot)} cx={dot.x} cy={dot.y} r={radiusOf(dot)}>
            <title>{`${dot.node.organisation.name} ${dot.node.organisation.code}`}</title>
          </circle>
        ))}
        {dots
          .filter(({ node }) => dots.length <= MAX_LABELLED || node.depth < 2)
          .map((dot) => (
            <Label key={dot.node.organisation.code} dot={dot} turned={dots.length > 12} />
          ))}
      </svg>
      <figcaption>
        <ul class="plain picture__kinds">
          {kinds.map(([kind, count], at) => (
            <li key={kind}>
              <svg width="12" height="12" aria-hidden="true">
                <circle class={classOf(at)} cx="6" cy="6" r="6" />
              </svg>{' '}
              {formatNumber(count)} {enumLabel(kind)}
            </li>
          ))}
        </ul>
        <TruncationNote all={nodes.length} truncated={truncated} />
      </figcaption>
    </figure>
  );
}

const classOf = (at: number) => `picture__kind-${Math.min(at, COLOURS)}`;
const radiusOf = ({ node: { depth } }: Dot) => (depth === 0 ? 7 : depth === 1 ? 5 : 3.5);

function Label({ dot: { node, x, y, angle }, turned }: { readonly dot: Dot; readonly turned: boolean }) {
  const leftwards = turned && (angle > 90 || angle < -90);
  const turn = turned && node.depth > 0 ? ` rotate(${leftwards ? angle + 180 : angle})` : '';
  return (
    <text
      class="picture__label"
      transform={`translate(${x} ${y})${turn}`}
      x={leftwards ? -9 : 9}
      y="4"
      text-anchor={leftwards ? 'end' : 'start'}
    >
      {node.organisation.code}
    </text>
  );
}

function TruncationNote({ all, truncated }: { readonly all: number; readonly truncated: boolean }) {
  if (all <= MAX_NODES) return null;
  return <p>{WORDS.pictureCut(MAX_NODES, all, truncated)}</p>;
}
