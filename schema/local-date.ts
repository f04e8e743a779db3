import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { isDate } from '../ods/periods';

/**
 * A calendar date as ISO text. Input is checked as in every other interface: 2023-02-30 and the year 0000 throw
 * BAD_USER_INPUT. Output is not checked, because the graph returns calendar dates only.
 */
export const LocalDate = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: "A calendar date, YYYY-MM-DD, for example '2024-10-31'.",
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date',
  serialize: String,
  parseValue: (value) => toDate(value),
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : undefined, node),
});

function toDate(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && isDate(value)) return value;
  const received = (node ? print(node) : (JSON.stringify(value) ?? 'nothing')).slice(0, MAX_SHOWN);
  throw new GraphQLError(`Expected a calendar date such as "2024-10-31", not ${received}.`, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** The maximum number of characters of a wrong value that the error repeats. */
const MAX_SHOWN = 40;
