import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly head: string;
  /** Aligned to the right. */
  readonly numeric?: boolean;
  cell(row: Row): ComponentChildren;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
}

/** A table that becomes a list on narrow screens. The first column names the row. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table role="table" class="nhsuk-table-responsive">
      <caption class="nhsuk-table__caption nhsuk-u-visually-hidden">{caption}</caption>
      <thead role="rowgroup" class="nhsuk-table__head">
        <tr role="row">
          {columns.map(({ head, numeric }) => (
            <th role="columnheader" scope="col" key={head} class={numeric ? 'nhsuk-table__header--numeric' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" class="nhsuk-table__body">
        {rows.map((row) => (
          <tr role="row" class="nhsuk-table__row" key={keyOf(row)}>
            {columns.map(({ head, numeric, cell }) => (
              <td role="cell" class={`nhsuk-table__cell${numeric ? ' nhsuk-table__cell--numeric' : ''}`} key={head}>
                <span class="nhsuk-table-responsive__heading" aria-hidden="true">
                  {head}{' '}
                </span>
                <span>{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
