import { isDeepStrictEqual } from 'node:util';
import type { Ask } from '../support/gateway/asking';
import type { Drawn } from './draw';
import type { Arguments, Question } from './questions';

/** One question with everything that was drawn for it. */
export interface Asked extends Drawn {
  readonly given: Arguments;
}

export interface Disagreement {
  /** For a reader: field, arguments, organisation and moment. */
  readonly about: string;
  readonly oracle: unknown;
  readonly api: unknown;
}

const MOST_AT_ONCE = 50;

/** Asks the API the same questions, many to a request, and tells where it says something else than the oracle. */
export async function disagreements(ask: Ask, question: Question, all: readonly Asked[]): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  for (let at = 0; at < all.length; at += MOST_AT_ONCE) {
    const some = all.slice(at, at + MOST_AT_ONCE);
    const { data, errors } = await ask(documentOf(question, some.length), { variables: variablesOf(some) });
    if (errors) throw new Error(`${question.field}: ${errors[0]?.message} at ${errors[0]?.path?.join('.')}`);
    const answers = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    some.forEach((asked, place) => {
      const oracle = question.answer(asked, asked.code, asked.given as never);
      const api = question.read ? question.read(answers[`o${place}`] as never) : answers[`o${place}`];
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(oracle)), api))
        found.push({ about: aboutOf(question, asked), oracle, api });
    });
  }
  return found;
}

/** `query ($c0: ID!, $a0: AsOf, $view0: HierarchyView!, …) { o0: organisation(code: $c0, asOf: $a0) { … } … }` */
function documentOf(
  { types = {}, root = 'organisation(code: #, asOf: %)', selection }: Question,
  size: number,
): string {
  const names = Object.keys(types);
  const places = [...Array(size).keys()];
  const variables = places.map((at) =>
    [
      ...(root.includes('#') ? [`$c${at}: ID!`] : []),
      `$a${at}: AsOf`,
      ...names.map((name) => `$${name}${at}: ${types[name]}`),
    ].join(', '),
  );
  const fields = places.map((at) => {
    const given = names.map((name) => `${name}: $${name}${at}`).join(', ');
    const asked = root.replace('#', `$c${at}`).replace('%', `$a${at}`);
    return `o${at}: ${asked} { ${selection} }`.replace('@', given);
  });
  return `query (${variables.join(', ')}) {\n${fields.join('\n')}\n}`;
}

function variablesOf(all: readonly Asked[]): Record<string, unknown> {
  return Object.fromEntries(
    all.flatMap(({ code, date, basis, release, given }, at) => [
      [`c${at}`, code],
      [`a${at}`, { date, basis, release: release.id }],
      ...Object.entries(given).map(([name, value]) => [`${name}${at}`, value] as const),
    ]),
  );
}

function aboutOf({ field }: Question, { code, date, basis, release, given }: Asked): string {
  const shown = Object.entries(given).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `${field}(${shown.join(', ')}) of ${code} on ${date}, ${basis}, in ${release.id}`;
}

const SHOWN = 12;

/** Disagreements as a reader wants them: how many, and the first few side by side. */
export function told(found: readonly Disagreement[]): string {
  const lines = found
    .slice(0, SHOWN)
    .map(({ about, oracle, api }) => `${about}\n  oracle: ${short(oracle)}\n  API:    ${short(api)}`);
  return found.length === 0 ? 'none' : `${found.length} disagreements\n${lines.join('\n')}`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
