import { parse } from 'graphql';
import { createFederation } from '../../../federation/federation';
import type { HttpExecutorSettings } from '../../../federation/subgraphs/http-executor';
import { compose } from '../../../federation/composition/compose';
import { readSubgraphsFile } from '../../../federation/supergraph/config-file';
import { formatError } from '../../../gateway/http/errors/error-response';
import { planning, sdlOf } from '../federate';
import { closing, openSubgraph } from './ask';
import { json, serve } from './server';

const keep = closing();
const supergraph = compose([{ name: 'beds', sdl: sdlOf({ sdl: 'type Query { a: Int }' }) }]);
const SECRET = 'connect ECONNREFUSED postgres://admin:secret@10.0.0.7/beds';

/** The error that a client gets for an error that the subgraph reports. */
async function shown(error: unknown, errors?: HttpExecutorSettings['errors']) {
  const server = keep(await serve((response) => json(response, { data: { a: null }, errors: [error] })));
  const { execute } = keep(openSubgraph(server.url, errors && { errors }));
  const federation = createFederation({ supergraph, subgraphs: { beds: execute }, planning });
  const result = await federation.executor({ document: parse('{ a }'), request: {}, context: {} });
  expect(result.errors).toHaveLength(1);
  return formatError(result.errors![0]!.toJSON(), result.errors![0]);
}

const reported = (code: string, more: object = {}) => ({
  message: 'The ward W9\n does not exist.',
  path: ['a'],
  extensions: { code, field: 'ward', stacktrace: [SECRET], ...more },
});
const masked = 'The subgraph beds reported an error.';
const message = 'The ward W9 does not exist.';
const contact = 'See the code in subgraphCode, or contact the team that owns the subgraph.';
const correct = 'Correct the argument named in the message.';
const seen = (text: string, subgraphCode: string, next = contact, more: object = {}) => ({
  message: text,
  path: ['a'],
  extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'beds', subgraphCode, next, ...more },
});

test.each<[string, string, HttpExecutorSettings['errors'], object]>([
  ['a message is hidden without a rule', 'GONE', undefined, seen(masked, 'GONE')],
  ['that of bad input is shown', 'BAD_USER_INPUT', undefined, seen(message, 'BAD_USER_INPUT', correct)],
  ['that of a bad argument is shown', 'INVALID_ARGUMENT', undefined, seen(message, 'INVALID_ARGUMENT', correct)],
  ['that of bad input is hidden by choice', 'BAD_USER_INPUT', { messages: 'hide' }, seen(masked, 'BAD_USER_INPUT')],
  ['every message is shown by choice', 'GONE', { messages: 'show' }, seen(message, 'GONE')],
  [
    'extensions are shown by name',
    'GONE',
    { extensions: ['field', 'none'] },
    seen(masked, 'GONE', contact, { field: 'ward' }),
  ],
])('%s', async (_, code, rules, expected) => {
  expect(await shown(reported(code), rules)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['no object', SECRET],
  ['no message', { path: ['a'] }],
  ['a message that is no text', { message: { text: SECRET } }],
  ['an empty message', { message: ' \n ' }],
])('an error with %s is reported as such', async (_, error) => {
  expect(await shown(error, { messages: 'show', extensions: ['stacktrace'] })).toMatchObject({ message: masked });
});

test('what is shown is bounded, in one line, and cannot replace what the gateway states', async () => {
  const error = {
    message: `\u001b[31m${'a'.repeat(600)}`,
    extensions: { code: 'gone; drop', subgraph: 'other', next: 'Pay here.', large: 'x'.repeat(3_000), exact: 5 },
  };
  const names = ['subgraph', 'next', 'code', 'large', 'exact'];
  expect(await shown(error, { messages: 'show', extensions: names })).toEqual({
    message: expect.stringMatching(/^\[31ma{490,500}…$/) as string,
    extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'beds', next: contact, exact: 5 },
  });
});

describe('the file', () => {
  const read = (errors: string, defaults = '') =>
    readSubgraphsFile(
      `subgraphs: [{ name: beds, url: http://beds.example, schema: introspect, ${errors} }]\n${defaults}`,
      {},
    )[0]!.errors;

  test('states what clients see, for one subgraph or for all', () => {
    expect(read('errors: show')).toEqual({ messages: 'show' });
    expect(read('errors: { extensions: [field] }')).toEqual({ extensions: ['field'] });
    expect(read('', 'defaults: { errors: hide }')).toEqual({ messages: 'hide' });
    expect(read('errors: show', 'defaults: { errors: hide }')).toEqual({ messages: 'show' });
    expect(read('')).toBeUndefined();
  });

  test.each([
    ['errors: maybe', 'subgraphs.0.errors: expected show, hide, or an object with messages and extensions'],
    ['errors: { extensions: [code] }', 'errors.extensions.0: an extension that the gateway sets itself'],
  ])('%s is refused', (errors, problem) => {
    expect(() => read(errors)).toThrow(problem);
  });
});
