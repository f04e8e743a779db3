import type { GraphQLError } from 'graphql';

/** Which errors another error explains: both give the same text, within one subgraph. */
interface Rule {
  readonly cause: (error: GraphQLError) => string | undefined;
  readonly consequence: (error: GraphQLError) => string | undefined;
}

/** The library puts the name of the subgraph before a message. */
export function withoutPrefix(message: string): string {
  return message.replace(/^\[[\w-]+\] /, '');
}

const code = ({ extensions }: GraphQLError): string => String(extensions.code);

/** The first group of a pattern in the message of an error, of one of the codes if any are given. */
function find(pattern: RegExp, codes?: RegExp) {
  return (error: GraphQLError) =>
    codes && !codes.test(code(error)) ? undefined : pattern.exec(withoutPrefix(error.message))?.[1];
}

const NO_FIELDS = /^Type (\w+) must define one or more fields/;
const FIELD = /"(\w+\.\w+)"/;
const FIELD_SET = /@(?:requires|provides)\(fields: "(\w+)/;

const RULES: readonly Rule[] = [
  { cause: find(/^Unknown type (\w+)/), consequence: find(NO_FIELDS) },
  { cause: find(NO_FIELDS), consequence: find(/^On type "(\w+)"/, /^KEY_INVALID_FIELDS$/) },
  {
    cause: find(/^Unknown directive "@(\w+)"\. If you meant/),
    consequence: find(/^Unknown directive "@(\w+)"\.$/),
  },
  {
    cause: find(/^Unknown argument "\w+" on directive "@(\w+)"/),
    consequence: find(/^Directive "@(\w+)" argument .* is required/),
  },
  { cause: find(FIELD_SET, /^(REQUIRES|PROVIDES)_/), consequence: find(/"\w+\.(\w+)"/, /^EXTERNAL_UNUSED$/) },
  { cause: find(FIELD, /^OVERRIDE_COLLISION/), consequence: find(FIELD, /^EXTERNAL_UNUSED$/) },
  {
    cause: find(/"(\w+)\.\w+"/, /^REQUIRED_INPUT_FIELD_MISSING/),
    consequence: find(/"(\w+)"/, /^EMPTY_MERGED_INPUT_TYPE$/),
  },
  {
    cause: find(FIELD, /^FIELD_TYPE_MISMATCH$/),
    consequence: find(FIELD, /^(INVALID_FIELD_SHARING|EXTERNAL_TYPE_MISMATCH)$/),
  },
];

/** Leaves out the errors that only follow from another one. */
export function withoutConsequences(errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.filter((error) => !errors.some((other) => explains(other, error)));
}

function explains(cause: GraphQLError, error: GraphQLError): boolean {
  if (cause === error || cause.extensions.subgraphName !== error.extensions.subgraphName) return false;
  return RULES.some((rule) => {
    const what = rule.consequence(error);
    return what !== undefined && rule.cause(cause) === what;
  });
}
