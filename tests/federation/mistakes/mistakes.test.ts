import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { compose } from '../../../federation/composition/compose';
import { describeProblem } from '../../../federation/composition/composition-problem';
import { compositionWarnings } from '../../../federation/composition/warnings';
import { checkOwnFields } from '../../../federation/supergraph/own-fields';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { directiveMistakes } from './directive-mistakes';
import { fieldMistakes } from './field-mistakes';
import { keyMistakes } from './key-mistakes';
import { LINK, ORGANISATION, OWN, type Mistake } from './mistake';
import { plainMistakes } from './plain-mistakes';
import { teamMistakes } from './team-mistakes';

/** Each mistake is one line that names the file of the team that made it, what is wrong, and what to do. */

const own = {
  name: 'organisations',
  sdl: OWN,
  schema: buildSubgraphSchema(parse(OWN)),
  sdlCommand: 'schema --subgraph',
};

function definitionsOf({ clinics, more }: Pick<Mistake, 'clinics' | 'more'>) {
  const teams = Object.entries({ clinics, ...more });
  return [own, ...teams.map(([name, text]) => ({ name, sdl: text, file: `${name}/schema.graphql` }))];
}

/** What `compose` prints: the problems, or nothing. */
function problemsOf(mistake: Pick<Mistake, 'clinics' | 'more'>): string {
  const definitions = definitionsOf(mistake);
  try {
    checkOwnFields(readSupergraph(compose(definitions, own.name)), own, { definitions, mayOverride: {} });
    return '';
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).join('\n');
  }
}

const mistakes = [...plainMistakes, ...keyMistakes, ...fieldMistakes, ...directiveMistakes, ...teamMistakes];

test.each(mistakes.map((mistake) => [mistake.mistake, mistake] as const))('%s', (_name, mistake) => {
  const { place, message, next, code } = mistake;
  expect(problemsOf(mistake)).toBe(`- ${place}: ${message} ${next} [${code}]`);
});

test('there are enough mistakes, and none blames the file of the organisation graph', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(54);
  expect(mistakes.filter(({ place }) => !/^(clinics|wards|Clinics|1st)\b/.test(place))).toEqual([]);
});

describe('what composes with a warning', () => {
  const doses = (field: string) => `${LINK}type Organisation @key(fields: "code") { code: ID! ${field} }`;
  test.each<[string, Pick<Mistake, 'clinics' | 'more'>, string[]]>([
    ['nothing', { clinics: LINK + ORGANISATION }, []],
    [
      '@override of a subgraph that is not there',
      { clinics: doses('doses: Int @override(from: "wads")'), more: { wards: doses('beds: Int') } },
      [
        '- clinics, clinics/schema.graphql:2:63: @override of Organisation.doses names the subgraph wads, which is not there, and has no effect. Correct the name: there are organisations, wards. [OVERRIDE_WITHOUT_EFFECT]',
      ],
    ],
    [
      '@override of a field that is not there',
      { clinics: doses('doses: Int @override(from: "wards")'), more: { wards: doses('beds: Int') } },
      [
        '- clinics, clinics/schema.graphql:2:63: @override of Organisation.doses has no effect: wards does not have the field. Remove @override. [OVERRIDE_WITHOUT_EFFECT]',
      ],
    ],
    [
      'a field that is overridden',
      { clinics: doses('doses: Int @override(from: "wards")'), more: { wards: doses('doses: Int') } },
      [
        '- wards, wards/schema.graphql:2:52: Organisation.doses is never asked of this subgraph: clinics overrides it. Remove it here, then @override in clinics. [OVERRIDDEN_FIELD]',
      ],
    ],
    [
      'nothing, if a part of ours may be taken over: nobody can remove it from our own subgraph',
      {
        clinics: `${LINK}type Query { organisation(code: ID!): Organisation @override(from: "organisations") }
          type Organisation @key(fields: "code") { code: ID! name: String! @override(from: "organisations") }`,
      },
      [],
    ],
    [
      'an argument, a field of an input and a value of an enum that one subgraph does not have',
      {
        clinics: doses('a(in: In): Int all(of: Int): Int @shareable b(e: E): Int input: Int').replace(
          /$/,
          ' input In { a: Int b: Int } enum E { A B }',
        ),
        more: {
          wards: doses('c(in: In): Int all: Int @shareable d(e: E): Int').replace(
            /$/,
            ' input In { a: Int } enum E { A }',
          ),
        },
      },
      [
        '- clinics, clinics/schema.graphql:2:71: Organisation.all(of:) is left out of the schema of the clients: wards does not have it. Add it there too, or remove it here. [LEFT_OUT]',
        '- clinics, clinics/schema.graphql:2:140: In.b is left out of the schema of the clients: wards does not have it. Add it there too, or remove it here. [LEFT_OUT]',
        '- clinics, clinics/schema.graphql:2:160: E.B is left out of the schema of the clients: wards does not have it. Add it there too, or remove it here. [LEFT_OUT]',
      ],
    ],
  ])('%s', (_what, mistake, warnings) => {
    const definitions = definitionsOf(mistake);
    const found = compositionWarnings(definitions, compose(definitions, own.name), own.name);
    expect(found.map(describeProblem)).toEqual(warnings);
  });
});
