import { Table } from '../components/table';
import type { TableStart } from './table-text';
import { WORDS } from './words';

/** An enriched file, and its first rows. */
export interface EnrichedFile {
  readonly blob: Blob;
  readonly name: string;
  readonly start: TableStart;
}

/** The first rows of an enriched file, and a button that saves it. */
export function Enriched({ file: { blob, name, start } }: { readonly file: EnrichedFile }) {
  const save = () => {
    const url = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  const columns = start.headings.map((head, at) => ({ head, cell: ([, cells]: Row) => cells[at] ?? '' }));
  const rows = start.rows.map((cells, index): Row => [index, cells]);
  return (
    <>
      <h2 class="nhsuk-heading-m">{WORDS.firstRows}</h2>
      <button class="nhsuk-button" type="button" onClick={save}>
        {WORDS.save(name)}
      </button>
      <div class="scrolling" tabIndex={0} role="group" aria-label={WORDS.firstRowsScroll}>
        <Table caption={WORDS.firstRows} columns={columns} rows={rows} keyOf={([index]) => String(index)} />
      </div>
      {rows.length === 0 ? <p>{WORDS.noRows}</p> : null}
    </>
  );
}

type Row = readonly [index: number, cells: readonly string[]];
