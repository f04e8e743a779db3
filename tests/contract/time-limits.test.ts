import ts from 'typescript';
import { repositoryFiles, syntaxOf, walk } from './sources';

/** The usual limit of a test, in milliseconds. */
const USUAL_MS = 30_000;
const TIMERS = ['setTimeout', 'setInterval'];

const files = repositoryFiles().filter((file) => /^tests\/.*\.ts$/.test(file));

/** Returns the numbers that a file gives as the limits of suites, tests and hooks. */
function limitsIn(source: ts.SourceFile): ts.NumericLiteral[] {
  const found: ts.NumericLiteral[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const [last, callee] = [node.arguments.at(-1), node.expression.getText(source)];
    if (last === undefined || !ts.isNumericLiteral(last) || TIMERS.includes(callee)) return;
    const hasFunction = node.arguments.some((argument) => ts.isArrowFunction(argument));
    if (callee === 'jest.setTimeout' || hasFunction) found.push(last);
  });
  return found;
}

/** Returns the lines that allow more time than usual, and name no reason. */
function withoutReason(source: ts.SourceFile): string[] {
  const lines = source.text.split('\n');
  return limitsIn(source)
    .filter(({ text }) => Number(text) > USUAL_MS)
    .map((limit) => lines[source.getLineAndCharacterOfPosition(limit.getStart(source)).line]!)
    .filter((line) => !/ \/\/ \S/.test(line));
}

test('a test that may take longer than usual says why', () => {
  expect(files.flatMap((file) => withoutReason(syntaxOf(file)).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
  const given = [
    'jest.setTimeout(60_000);',
    'jest.setTimeout(60_000); // a reason',
    "test('a', () => {\n}, 120_000);",
    'beforeAll(() => {\n}, 120_000); // a reason',
    "test.each([])('a', () => {\n}, 31_000);",
    "test('a', () => {\n}, 5_000);",
    'setTimeout(() => undefined, 60_000);',
  ];
  const found = withoutReason(syntaxOf('a.ts', given.join('\n')));
  expect(found).toEqual(['jest.setTimeout(60_000);', '}, 120_000);', '}, 31_000);']);
});

test('a test is repeated only by retryTimed, which takes the reason', () => {
  const repeating = files.filter((file) => syntaxOf(file).text.includes(`jest.${'retryTimes'}(`));
  expect(repeating).toEqual(['tests/support/process/retry-timed.ts']);
});
