import type { Page } from 'playwright-core';
import { active } from '../dates';
import { queryOf } from '../channels/channel';
import { entry, isActive, type Moment } from '../hierarchy';
import { measurement, total, type Values } from '../measures';
import { payment } from '../payment';
import type { Link } from '../reading/record';
import { differences, savedRows, unquoted } from './saved-file';
import { deciding } from './words';

/** Opens the page of a network, and returns the differences between the file that it saves and the release. */
export async function networkFileDifferences(
  page: Page,
  url: string,
  on: Moment,
  code: string,
  values: Values,
): Promise<string[]> {
  const moment = queryOf({ date: on.date, basis: on.basis, release: on.release.id });
  await page.goto(`${url}/organisation/${encodeURIComponent(code)}?${moment}`);
  const button = page.getByRole('region', { name: 'Members' }).getByRole('button', { name: 'Save as CSV' });
  const rows = await savedRows(button);
  const saved = rows.map((row) => COLUMNS.map((column) => unquoted(row[column]!)).join(' | '));
  const links = (on.release.incoming.get(code) ?? []).filter(({ type }) => type === 'RE8');
  const of = { ...totalOf(on, code, values), payees: payment(on, code).payees };
  return differences(
    'saves',
    saved,
    links.map((link) => rowOf(on, code, link, values, of).join(' | ')),
  );
}

const COLUMNS = [
  ...['network_code', 'code', 'name', 'member_from', 'member_to', 'state', 'value', 'value_date'],
  ...['network_total', 'network_total_members', 'network_total_missing', 'payee_code', 'payee_rule'],
];

interface OfNetwork {
  readonly sums: readonly string[];
  readonly payees: readonly { readonly code: string; readonly rule: string }[];
}

function totalOf(on: Moment, code: string, values: Values): Pick<OfNetwork, 'sums'> {
  const { value, counted, missing } = total(on, code, values, {});
  return { sums: [counted === 0 ? '' : String(value), String(counted), String(missing.length)] };
}

function rowOf(on: Moment, code: string, link: Link, values: Values, { sums, payees }: OfNetwork): string[] {
  const { start = null, end = null } = deciding(link, on) ?? {};
  const state = stateOf(on, link, start, end);
  const value = state === 'MEMBER' ? measurement(values, link.source, on.date) : null;
  return [
    ...[code, link.source, entry(on, link.source).name, start ?? '', end ?? '', state],
    ...[value === null ? '' : String(value.value), value?.date ?? ''],
    ...sums,
    payees.map((payee) => payee.code).join('; '),
    payees.map((payee) => payee.rule).join('; '),
  ];
}

function stateOf(on: Moment, link: Link, start: string | null, end: string | null): string {
  if (active(link, on)) return isActive(on, link.source) ? 'MEMBER' : 'MEMBER_CLOSED';
  if (start !== null && start > on.date) return 'LATER';
  return end !== null && end < on.date ? 'LEFT' : 'NOT_ON_DATE';
}
