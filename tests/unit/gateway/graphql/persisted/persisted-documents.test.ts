import { createHash } from 'node:crypto';
import {
  createPersistedDocuments,
  referenceIn,
  type PersistedMode,
} from '../../../../../gateway/graphql/persisted/persisted-documents';

const TEXT = '{ one }';
const SHA = createHash('sha256').update(TEXT).digest('hex');
const trusted = {
  version: '1',
  byId: (id: string) => ({ listed: '{ listed }' })[id],
  has: (text: string) => text === '{ listed }',
};
const NOT_FOUND = 'PERSISTED_QUERY_NOT_FOUND';
const open = (mode: PersistedMode) => createPersistedDocuments({ mode, trusted });
const hashOf = (sha256Hash: unknown, version: unknown = 1) =>
  referenceIn({ extensions: { persistedQuery: { version, sha256Hash } } });
const codeOf = (resolve: () => unknown) => {
  try {
    return resolve();
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

test('a document that was kept is found by its hash, however the client writes it', () => {
  const documents = open('apq');
  expect(codeOf(() => documents.resolve(undefined, hashOf(SHA)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  const resolved = documents.resolve(TEXT, hashOf(SHA))!;
  expect(codeOf(() => documents.resolve(undefined, hashOf(SHA)))).toBe('PERSISTED_QUERY_NOT_FOUND'); // not yet validated
  resolved.keep!();
  const forms = [
    hashOf(SHA),
    hashOf(SHA.toUpperCase()),
    ...['documentId', 'doc_id', 'id'].map((name) => referenceIn({ [name]: `sha256:${SHA}` })),
  ];
  for (const form of forms) expect(documents.resolve(undefined, form)).toEqual({ text: TEXT });
});

test('a hash of another document is refused', () => {
  const documents = open('apq');
  expect(codeOf(() => documents.resolve('{ two }', hashOf(SHA)))).toBe('BAD_USER_INPUT');
  expect(codeOf(() => documents.resolve('{ two }', hashOf('x')))).toBe('BAD_USER_INPUT');
  expect(codeOf(() => documents.resolve('{ two }', referenceIn({ documentId: `sha256:${SHA}` })))).toBe(
    'BAD_USER_INPUT',
  );
});

test('an id that is no hash does not matter beside a document, unless it is listed', () => {
  const documents = open('apq');
  expect(documents.resolve(TEXT, referenceIn({ id: 'something of the client' }))).toEqual({ text: TEXT });
  expect(documents.resolve('{ listed }', referenceIn({ id: 'listed' }))).toEqual({
    text: '{ listed }',
    isListed: true,
  });
  expect(codeOf(() => documents.resolve(TEXT, referenceIn({ id: 'listed' })))).toBe('BAD_USER_INPUT');
});

test('the kept documents are limited, and those used last stay', () => {
  const documents = open('apq');
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const long = (at: number) => `{ f${at}${'x'.repeat(60_000)} }`;
  for (let at = 0; at < 200; at++) documents.resolve(long(at), hashOf(sha(long(at))))!.keep!();
  expect(codeOf(() => documents.resolve(undefined, hashOf(sha(long(0)))))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(documents.resolve(undefined, hashOf(sha(long(199))))).toEqual({ text: long(199) });
});

test('attack 47: of a hundred thousand documents that are sent with their hash, the last ones are kept', () => {
  const documents = open('apq');
  const send = (at: number) => {
    const text = `{ f${at} }`;
    const sha = createHash('sha256').update(text).digest('hex');
    documents.resolve(text, hashOf(sha))!.keep!();
    return sha;
  };
  const hashes = Array.from({ length: 100_000 }, (_, at) => send(at));
  const kept = hashes.filter((sha) => codeOf(() => documents.resolve(undefined, hashOf(sha))) !== NOT_FOUND);
  expect(kept).toEqual(hashes.slice(-5_000));
});

test('only: nothing but listed documents, by id or by text', () => {
  const documents = open('only');
  const listed = { text: '{ listed }', isListed: true };
  expect(documents.resolve(undefined, referenceIn({ documentId: 'listed' }))).toEqual(listed);
  expect(documents.resolve(undefined, hashOf('listed'))).toEqual(listed);
  expect(documents.resolve('{ listed }', undefined)).toEqual(listed);
  expect(documents.resolve('{ listed }', hashOf(SHA))).toEqual(listed);
  expect(codeOf(() => documents.resolve(TEXT, undefined))).toBe('PERSISTED_QUERY_REQUIRED');
  expect(codeOf(() => documents.resolve(TEXT, hashOf(SHA)))).toBe('PERSISTED_QUERY_REQUIRED');
  expect(codeOf(() => documents.resolve(undefined, hashOf(SHA)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(documents.resolve(undefined, undefined)).toBeUndefined();
});

test('only, with other documents logged: they are executed, also by their hash, and marked', () => {
  const documents = createPersistedDocuments({ mode: 'only', unlisted: 'log', trusted });
  const listed = { text: '{ listed }', isListed: true };
  expect(documents.resolve(undefined, referenceIn({ documentId: 'listed' }))).toEqual(listed);
  expect(documents.resolve('{ listed }', undefined)).toEqual(listed);
  expect(documents.resolve('{ listed }', hashOf(SHA))).toEqual(listed);
  expect(documents.resolve(TEXT, undefined)).toEqual({ text: TEXT, isListed: false });
  documents.resolve(TEXT, hashOf(SHA))!.keep!();
  expect(documents.resolve(undefined, hashOf(SHA))).toEqual({ text: TEXT, isListed: false });
  expect(codeOf(() => documents.resolve(undefined, hashOf('unknown')))).toBe('PERSISTED_QUERY_NOT_FOUND');
});

test('off: a document must be in the request', () => {
  const documents = open('off');
  expect(documents.resolve(TEXT, undefined)).toEqual({ text: TEXT });
  expect(documents.resolve(TEXT, referenceIn({ id: 'listed' }))).toEqual({ text: TEXT });
  for (const [text, reference] of [
    [undefined, hashOf(SHA)],
    [TEXT, hashOf(SHA)],
    [undefined, referenceIn({ id: 'listed' })],
  ] as const)
    expect(codeOf(() => documents.resolve(text, reference))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});

test('a reference of another form is an error', () => {
  expect(codeOf(() => hashOf(SHA, 2))).toBe('BAD_USER_INPUT');
  expect(codeOf(() => hashOf(7))).toBe('BAD_USER_INPUT');
  expect(codeOf(() => hashOf(''))).toBe('BAD_USER_INPUT');
  for (const params of [
    {},
    { id: 7 },
    { id: '' },
    { extensions: { other: 1 } },
    { extensions: { persistedQuery: null } },
  ])
    expect(referenceIn(params)).toBeUndefined();
});
