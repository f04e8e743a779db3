import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';

/**
 * A calendar date as ISO text. Input is checked: 2023-02-30 throws BAD_USER_INPUT. Output is not checked, because the
 * graph returns calendar dates only.
 */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: "A calendar date, YYYY-MM-DD, for example '2024-10-31'.",
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date',
  serialize: String,
  parseValue: (value) => toDate(value),
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : undefined, node),
});

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function toDate(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && DATE.test(value) && isOnCalendar(value)) return value;
  const received = (node ? print(node) : (JSON.stringify(value) ?? 'nothing')).slice(0, MAX_SHOWN);
  throw new GraphQLError(`Expected a calendar date such as "2024-10-31", not ${received}.`, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** The maximum number of characters of a wrong value that the error repeats. */
const MAX_SHOWN = 40;

function isOnCalendar(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
