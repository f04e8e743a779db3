import { useContext } from 'preact/hooks';
import type { MeasureInfo } from '../graphql/types';
import type { Moment } from '../navigation/route';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { LineTable } from './line-table';
import { sectionsOf, type Section } from './sections';
import type { CompareParams } from './params';
import type { Side, Sides } from './types';
import { WORDS } from './words';

export interface Compared {
  readonly params: CompareParams;
  readonly measures: readonly MeasureInfo[];
}

/** The comparison: how many lines differ, and each part as a table. */
export function Comparison({ sides, params, measures }: Compared & { readonly sides: Sides }) {
  const { before, after } = sides;
  if (!before && !after) return <Unknown params={params} />;
  const sections = sectionsOf(sides, measures);
  const moments = [momentOf(params, 'from'), momentOf(params, 'to')] as const;
  const heads = [
    headOf(WORDS.first, before, params.fromRelease),
    headOf(WORDS.second, after, params.toRelease),
  ] as const;
  const shown =
    params.show === 'differences' ? sections.map(onlyDifferences).filter(({ lines }) => lines.length > 0) : sections;
  return (
    <>
      <h2 class="nhsuk-heading-m">
        {(after ?? before)!.name} <span class="code">{params.code}</span>
      </h2>
      <Missing sides={sides} params={params} />
      <p role="status">{summaryText(sides, sections)}</p>
      <TooMany side={before} name={WORDS.first} />
      <TooMany side={after} name={WORDS.second} />
      <ul class="nhsuk-list">
        <li>
          <PageAt side={before} moment={moments[0]} text={WORDS.openFirst} />
        </li>
        <li>
          <PageAt side={after} moment={moments[1]} text={WORDS.openSecond} />
        </li>
        <Recorded params={params} />
      </ul>
      {shown.map((section) => (
        <Part key={section.id} section={section} heads={heads} moments={moments} />
      ))}
    </>
  );
}

function Unknown({ params }: { readonly params: CompareParams }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{WORDS.unknown(params.code)}</h2>
      <p>{WORDS.unknownIn(params.code, releasesOf(params))}</p>
    </>
  );
}

const releasesOf = ({ fromRelease, toRelease }: CompareParams) => [...new Set([fromRelease, toRelease])];

/** Says so when one of the releases does not have the organisation. */
function Missing({ sides: { before, after }, params }: { readonly sides: Sides; readonly params: CompareParams }) {
  const { code, fromRelease, toRelease } = params;
  if (before && after) return null;
  const text = before ? WORDS.onlyIn(code, toRelease, fromRelease) : WORDS.onlyIn(code, fromRelease, toRelease);
  return (
    <div class="nhsuk-inset-text">
      <p>{text}</p>
    </div>
  );
}

/** How many lines differ. */
export function summaryText({ before, after }: Sides, sections: readonly Section[]): string {
  if (before && after && isSameMoment(before, after)) return WORDS.sameMoment;
  const lines = sections.flatMap((section) => section.lines).filter(({ isCompared }) => isCompared);
  const count = lines.filter(({ isSame }) => !isSame).length;
  return count === 0 ? WORDS.same(lines.length) : WORDS.differ(count, lines.length);
}

const isSameMoment = ({ moment: a }: Side, { moment: b }: Side): boolean =>
  a.date === b.date && a.basis === b.basis && a.release === b.release;

const onlyDifferences = ({ id, lines }: Section): Section => ({ id, lines: lines.filter(({ isSame }) => !isSame) });

function headOf(name: string, side: Side | null, release: string): string {
  return side ? WORDS.moment(name, side.moment) : WORDS.noRecordHead(name, release);
}

function momentOf(params: CompareParams, side: 'from' | 'to'): Moment {
  const release = params[`${side}Release`];
  return { date: params[`${side}Date`], basis: params[`${side}Basis`] as Moment['basis'], release };
}

interface PageAtProps {
  readonly side: Side | null;
  readonly moment: Moment;
  readonly text: string;
}

function PageAt({ side, moment, text }: PageAtProps) {
  if (!side)
    return (
      <>
        {text}: {WORDS.noPage}
      </>
    );
  return <RouteLink to={{ code: side.code, text: '', moment }}>{text}</RouteLink>;
}

/** A link to all that the two releases record differently. */
function Recorded({ params: { code, fromRelease: from, toRelease: to } }: { readonly params: CompareParams }) {
  const { moment } = useContext(RouteContext);
  if (from === to) return null;
  const route = { code: null, text: '', moment, page: 'changes' } as const;
  return (
    <li>
      <RouteLink to={{ ...route, params: { from, to, code } }}>{WORDS.allChanges}</RouteLink>
    </li>
  );
}

interface PartProps {
  readonly section: Section;
  readonly heads: readonly [string, string];
  readonly moments: readonly [Moment, Moment];
}

function Part({ section: { id, lines, none }, heads, moments }: PartProps) {
  return (
    <section aria-labelledby={`part-${id}`}>
      <h2 class="nhsuk-heading-m" id={`part-${id}`}>
        {WORDS.sections[id]}
      </h2>
      {lines.length === 0 ? (
        <p>{none ?? WORDS.noneBelow}</p>
      ) : (
        <LineTable caption={WORDS.sections[id]} lines={lines} heads={heads} moments={moments} />
      )}
    </section>
  );
}

/** Says so when not every relationship of a side was read. */
function TooMany({ side, name }: { readonly side: Side | null; readonly name: string }) {
  if (!side) return null;
  const { nodes, totalCount } = side.relationships;
  return totalCount > nodes.length ? <p>{WORDS.tooMany(name, nodes.length, totalCount)}</p> : null;
}
