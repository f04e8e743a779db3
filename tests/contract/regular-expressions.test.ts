import { analyse } from 'scslre';
import ts from 'typescript';
import { syntaxOf, textOf, typescriptFiles, walk } from './sources';

/** Folders of code that sees the text of clients. Pages run in the browser of the reader, commands for the one who typed them. */
const SERVED = /^(domain|federation|gateway|graph|ods|resolvers|schema|telemetry|updates)\//;

/** Expressions that take quadratic time, and why their texts are never long enough for that to matter. */
const SHORT_TEXTS: Readonly<Record<string, string>> = {
  'federation/composition/library-repairs.ts /\\{[^}]*\\}/g': 'the key of a composed type',
  'federation/subgraphs/http/url-guard.ts /.*@/s': 'a URL in the file of the operator',
  'federation/supergraph/links.ts /\\/+$/': 'a URL in a schema',
  'gateway/export/formats/excel-text.ts /^\\s*[-+.,(£$€%]*\\s*\\d/': 'at most 255 characters',
  'graph/neo4j/server-version.ts /(\\d+)\\.(\\d+)/': 'the name that the database has for itself',
  'ods/search-query.ts /\\*+$/': 'at most 100 characters',
  'telemetry/tracing.ts /\\/+$/': 'a setting',
};

interface Found {
  readonly file: string;
  readonly literal: string;
}

const product = typescriptFiles().filter((file) => SERVED.test(file));

function literalsOf(file: string, text?: string): readonly Found[] {
  const found: Found[] = [];
  walk(syntaxOf(file, text), (node) => {
    if (!ts.isRegularExpressionLiteral(node)) return;
    found.push({ file, literal: node.text });
  });
  return found;
}

/** Returns the literals that can take more than linear time, and says which take exponential time. */
function slow(literals: readonly Found[]): readonly string[] {
  return literals.flatMap(({ file, literal }) => {
    const end = literal.lastIndexOf('/');
    const { reports } = analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) });
    return reports.map(({ exponential }) => `${file} ${literal}${exponential ? ' exponential' : ''}`);
  });
}

test('attack 67: a regular expression that takes more than linear time has a short text only', () => {
  const literals = product
    .filter((file) => /\/[dgimsuvy]*[.,;)\s]/.test(textOf(file)))
    .flatMap((file) => literalsOf(file));
  expect(literals.length).toBeGreaterThan(100);
  expect(slow(literals).toSorted()).toEqual(Object.keys(SHORT_TEXTS));
});

test('attack 67: a slow expression is found', () => {
  const text = 'const words = /^(a+)+$/; const ends = /\\s+$/; const code = /^[A-Z0-9]{3,6}$/;';
  expect(slow(literalsOf('x.ts', text))).toEqual(['x.ts /^(a+)+$/ exponential', 'x.ts /\\s+$/']);
});
