import { Links } from '../place-link';
import { Row } from '../row';
import { day, figure, plural, words } from '../words';
import type { Moment, RollUp } from './answers';
import { asCsv } from './as-csv';
import type { Chosen } from './chosen';
import { Download } from './download';
import { GroupTable } from './group-table';
import { Plot } from './plot';
import { UnassignedTable } from './unassigned-table';

interface Shown {
  readonly rollUp: RollUp;
  readonly chosen: Chosen;
}

/** The whole answer: in all, by group as bars and as a table, and what belongs to none or to several. */
export function Figures({ rollUp, chosen }: Shown) {
  const { groups, unassigned, multiplyAssigned } = rollUp;
  const level = words(chosen.by);
  return (
    <>
      <Totals rollUp={rollUp} chosen={chosen} />
      {groups.length === 0 ? <p>None belongs to any {level} on that day.</p> : null}
      <Plot rollUp={rollUp} chosen={chosen} />
      <GroupTable rollUp={rollUp} chosen={chosen} />
      <Download text={asCsv(rollUp, chosen)} name={`${chosen.kind}-by-${chosen.by}.csv`.toLowerCase()} />
      <UnassignedTable unassigned={unassigned} measure={rollUp.measure} chosen={chosen} />
      {multiplyAssigned.length === 0 ? null : (
        <section aria-labelledby="several">
          <h2 class="nhsuk-heading-m" id="several">
            In more than one {level}
          </h2>
          <p>These belong to several: each is counted in every one of them, and once in all.</p>
          <Links to={multiplyAssigned} />
        </section>
      )}
    </>
  );
}

function Totals({ rollUp: { groups, measure, count, total, missing, unassigned }, chosen }: Shown) {
  const inGroups = groups.reduce((sum, group) => sum + group.missing, 0);
  const none = unassigned.reduce((sum, group) => sum + group.count, 0);
  return (
    <>
      <p role="status">{when(groups[0]?.organisation.moment)}</p>
      <dl class="nhsuk-summary-list">
        <Row name={plural(chosen.kind)}>{figure(count)}</Row>
        {measure ? <Row name={measure.name}>{`${figure(total)} ${measure.unit}`}</Row> : null}
        {measure ? <Row name="Without a figure">{withoutText(missing, inGroups, chosen)}</Row> : null}
        <Row name={`In no ${words(chosen.by)}`}>{figure(none)}</Row>
      </dl>
    </>
  );
}

function when(moment: Moment | undefined): string {
  if (!moment) return 'Counted.';
  return `Counted on ${day(moment.date)} by ${moment.basis.toLowerCase()} dates, as known on ${day(moment.release)}.`;
}

function withoutText(missing: number, inGroups: number, { kind, by }: Chosen): string {
  if (missing === 0) return 'none';
  const rest = missing - inGroups;
  const outside = rest > 0 ? `; ${figure(rest)} of them in no ${words(by)}` : '';
  return `${figure(missing)} ${plural(kind)}, counted but not summed${outside}`;
}
