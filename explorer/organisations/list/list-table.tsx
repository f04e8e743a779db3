import { useEffect, useRef, useState } from 'preact/hooks';
import { DownloadButton } from '../components/download-button';
import { More } from '../components/more';
import { Table, type Column } from '../components/table';
import { OrganisationLink, OrganisationLinks } from '../navigation/route-link';
import { formatNumber } from '../text/format';
import { missingReasonText } from '../text/missing-reasons';
import { addressLines } from '../organisation/glance/address-lines';
import { listCsv } from './list-csv';
import { matches, type ListLevel, type ListRow } from './rows';
import { LIST_FORM, OUTCOMES, WORDS, type Outcome } from './words';

const ROWS_SHOWN = 100;

/** The rows of a list: counts by outcome, a filter, a table and the CSV file. */
export function ListTable({ rows }: { readonly rows: readonly ListRow[] }) {
  const [filter, setFilter] = useState('');
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [most, setMost] = useState(ROWS_SHOWN);
  useEffect(() => setMost(ROWS_SHOWN), [rows, filter, outcome]);
  const heading = useFocusAfterForm();
  const text = filter.trim().toLowerCase();
  const matching = rows.filter((row) => (outcome === '' || row.outcome === outcome) && matches(row, text));
  const shown = matching.slice(0, most);
  return (
    <section aria-labelledby="results">
      <h2 class="nhsuk-heading-m" id="results" tabIndex={-1} ref={heading}>
        {WORDS.results}
      </h2>
      <Counts rows={rows} />
      <DownloadButton label={WORDS.save} text={() => listCsv(rows)} name="organisations.csv" />
      <Filters rows={rows} filter={filter} setFilter={setFilter} setOutcome={setOutcome} />
      {shown.length === 0 ? null : (
        <Table caption={WORDS.results} columns={COLUMNS} rows={shown} keyOf={(row) => String(rows.indexOf(row))} />
      )}
      <More
        status={WORDS.shown(shown.length, matching.length, rows.length)}
        button={WORDS.more}
        more={shown.length === matching.length ? undefined : () => setMost(most + ROWS_SHOWN)}
      />
    </section>
  );
}

/** Moves the focus to the results when they appear, if it is still in the form that asked for them. */
function useFocusAfterForm() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement?.closest('form')?.id === LIST_FORM) heading.current?.focus();
  }, []);
  return heading;
}

const countsOf = (rows: readonly ListRow[]): (readonly [Outcome, string, number])[] =>
  Object.entries(OUTCOMES)
    .map(
      ([outcome, words]) => [outcome as Outcome, words, rows.filter((row) => row.outcome === outcome).length] as const,
    )
    .filter(([, , count]) => count > 0);

function Counts({ rows }: { readonly rows: readonly ListRow[] }) {
  return (
    <ul>
      {countsOf(rows).map(([outcome, words, count]) => (
        <li key={outcome}>
          {formatNumber(count)} {words}
        </li>
      ))}
    </ul>
  );
}

interface FiltersProps {
  readonly rows: readonly ListRow[];
  readonly filter: string;
  setFilter(text: string): void;
  setOutcome(outcome: Outcome | ''): void;
}

function Filters({ rows, filter, setFilter, setOutcome }: FiltersProps) {
  return (
    <div class="choices">
      <div>
        <label class="nhsuk-label" for="filter">
          {WORDS.filter}
        </label>
        <input
          class="nhsuk-input"
          id="filter"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
      </div>
      <div>
        <label class="nhsuk-label" for="outcome">
          {WORDS.show}
        </label>
        <select
          class="nhsuk-select"
          id="outcome"
          onChange={({ currentTarget }) => setOutcome(currentTarget.value as Outcome | '')}
        >
          <option value="">{WORDS.allRows}</option>
          {countsOf(rows).map(([outcome, words, count]) => (
            <option key={outcome} value={outcome}>{`${formatNumber(count)} ${words}`}</option>
          ))}
        </select>
      </div>
    </div>
  );
}

const COLUMNS: readonly Column<ListRow>[] = [
  { head: WORDS.line, numeric: true, cell: ({ item }) => item.line },
  { head: WORDS.organisation, cell: (row) => <Found row={row} /> },
  {
    head: WORDS.status,
    cell: ({ status, notes }) => [status, ...notes].map((line) => <span class="line">{line}</span>),
  },
  {
    head: WORDS.parent,
    cell: ({ organisation }) => organisation && <OrganisationLinks to={organisation.parents} none={WORDS.noParent} />,
  },
  { head: WORDS.system, cell: ({ organisation }) => organisation && <LevelCell of={organisation.system} /> },
  { head: WORDS.region, cell: ({ organisation }) => organisation && <LevelCell of={organisation.region} /> },
];

function Found({ row: { item, organisation } }: { readonly row: ListRow }) {
  if (organisation === null) return <>{`“${item.written}”${item.dayWritten === '' ? '' : `, ${item.dayWritten}`}`}</>;
  return (
    <>
      <OrganisationLink
        code={organisation.code}
        name={organisation.name}
        {...(item.day === null ? {} : { date: item.day })}
      />
      <span class="line">{addressLines(organisation.address).join(', ')}</span>
      {item.day === null ? null : <span class="line">{WORDS.on(item.day)}</span>}
    </>
  );
}

function LevelCell({ of: { organisations, reason } }: { readonly of: ListLevel }) {
  return <OrganisationLinks to={organisations} none={`None: ${missingReasonText(reason ?? 'NO_SUCH_LINK')}`} />;
}
