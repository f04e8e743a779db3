import ts from 'typescript';
import { syntaxOf, typescriptFiles, walk } from './sources';

const LONGEST = 60;

test('no function is longer than 60 lines', () => {
  const files = typescriptFiles();
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => tooLong(file))).toEqual([]);
});

test('a function of 61 lines is reported, a describe block is not', () => {
  const body = (lines: number) => Array.from({ length: lines - 2 }, () => '  work();').join('\n');
  expect(tooLong('x.ts', `function long() {\n${body(61)}\n}`)).toEqual(['x.ts:1 has 61 lines']);
  expect(tooLong('x.ts', `const short = () => {\n${body(60)}\n};`)).toEqual([]);
  expect(tooLong('x.ts', `describe('a suite', () => {\n${body(99)}\n});`)).toEqual([]);
});

function tooLong(file: string, text?: string): string[] {
  const source = syntaxOf(file, text);
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || isSuite(node)) return;
    const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
    if (lines > LONGEST) found.push(`${file}:${first + 1} has ${lines} lines`);
  });
  return found;
}

/** Whether a function is the callback of `describe` or `describeWithReleases`, which only groups tests. */
function isSuite({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && /^describe(WithReleases)?\b/.test(parent.expression.getText());
}
