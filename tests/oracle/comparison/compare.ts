import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import { draw, type DrawnCase, type Random, type ReleasePool } from './draw';
import type { Arguments, FieldCheck } from './field-check';

/** One randomly drawn case of a check. */
export interface CheckCase extends DrawnCase {
  readonly args: Arguments;
}

/** Draws so many cases of a check. Equal sequences of random numbers give equal cases. */
export function drawCases(
  { population = 'any', draw: drawArguments }: FieldCheck,
  count: number,
  random: Random,
  pools: readonly ReleasePool[],
): readonly CheckCase[] {
  return Array.from({ length: count }, () => {
    const one = draw(random, pools, population);
    return { ...one, args: drawArguments?.(random, one) ?? {} };
  });
}

export interface Disagreement {
  /** Field, arguments, organisation and moment, for the failure message. */
  readonly about: string;
  readonly oracle: unknown;
  readonly api: unknown;
}

const CASES_PER_REQUEST = 50;

/** Queries the API for the cases, 50 to a request unless the check says otherwise. Returns the cases where its response differs from the oracle. */
export async function disagreements(
  execute: Execute,
  check: FieldCheck,
  all: readonly CheckCase[],
): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  const { batch: size = CASES_PER_REQUEST } = check;
  for (let at = 0; at < all.length; at += size) {
    const batch = all.slice(at, at + size);
    const { data, errors } = await execute(documentOf(check, batch.length), { variables: variablesOf(batch) });
    if (errors) throw new Error(`${check.field}: ${errors[0]?.message} at ${errors[0]?.path?.join('.')}`);
    const response = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    batch.forEach((checkCase, index) => {
      const oracle = check.expected(checkCase, checkCase.code, checkCase.args as never);
      const api = check.normalise ? check.normalise(response[`o${index}`] as never) : response[`o${index}`];
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(oracle)), api))
        found.push({ about: describeCase(check, checkCase), oracle, api });
    });
  }
  return found;
}

/** `query ($c0: ID!, $a0: AsOf, $view0: HierarchyView!, …) { o0: organisation(code: $c0, asOf: $a0) { … } … }` */
function documentOf(
  { types = {}, root = 'organisation(code: #, asOf: %)', selection }: FieldCheck,
  size: number,
): string {
  const names = Object.keys(types);
  const indexes = [...Array(size).keys()];
  const variables = indexes.map((at) =>
    [
      ...(root.includes('#') ? [`$c${at}: ID!`] : []),
      `$a${at}: AsOf`,
      ...names.map((name) => `$${name}${at}: ${types[name]}`),
    ].join(', '),
  );
  const fields = indexes.map((at) => {
    const args = names.map((name) => `${name}: $${name}${at}`).join(', ');
    const field = root.replace('#', `$c${at}`).replace('%', `$a${at}`);
    return `o${at}: ${field} { ${selection} }`.replaceAll('@', args);
  });
  return `query (${variables.join(', ')}) {\n${fields.join('\n')}\n}`;
}

function variablesOf(all: readonly CheckCase[]): Record<string, unknown> {
  return Object.fromEntries(
    all.flatMap(({ code, date, basis, release, knownOn, args }, at) => [
      [`c${at}`, code],
      [`a${at}`, { date, basis, ...(knownOn ? { knownOn } : { release: release.id }) }],
      ...Object.entries(args).map(([name, value]) => [`${name}${at}`, value] as const),
    ]),
  );
}

function describeCase({ field }: FieldCheck, { code, date, basis, release, knownOn, args }: CheckCase): string {
  const shown = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `${field}(${shown.join(', ')}) of ${code} on ${date}, ${basis}, in ${release.id}${knownOn ? `, known on ${knownOn}` : ''}`;
}

const FORMATTED = 12;

/** Formats disagreements for a failure message: their number, and the first few side by side. */
export function formatDisagreements(found: readonly Disagreement[]): string {
  const lines = found
    .slice(0, FORMATTED)
    .map(({ about, oracle, api }) => `${about}\n  oracle: ${short(oracle)}\n  API:    ${short(api)}`);
  return found.length === 0 ? 'none' : `${found.length} disagreements\n${lines.join('\n')}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
