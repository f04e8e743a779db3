import { Kind, parse, print, visit } from 'graphql';

/** Characters of an operation in the log. */
const MOST_LOGGED = 2_000;

/** The text of an operation for the log: values may be confidential. */
export function withoutValues(operation: string): string {
  const blank = { kind: Kind.STRING, value: '' } as const;
  const replace = () => blank;
  try {
    const visitor = { IntValue: replace, FloatValue: replace, StringValue: replace };
    return print(visit(parse(operation), visitor))
      .replace(/\s+/g, ' ')
      .slice(0, MOST_LOGGED);
  } catch {
    return '';
  }
}
