import { getOperationAST, getVariableValues, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fragmentsOf } from '../../../../federation/planning/fragments';
import { readCostDirectives } from '../../../../gateway/cost/cost-directives';
import { estimateCost } from '../../../../gateway/cost/estimate';
import { validationRules } from '../../../../gateway/graphql/validation-rules';
import { DEFAULT_LIMITS } from '../../../../gateway/limits';

/** Returns a function for the default limits that a query exceeds. */
export function createLimitCheck(schema: GraphQLSchema, supergraph: string) {
  const model = readCostDirectives(supergraph, DEFAULT_LIMITS);
  const rules = validationRules(DEFAULT_LIMITS, true);
  return (document: DocumentNode, given: Readonly<Record<string, unknown>>): string[] => {
    const operation = getOperationAST(document)!;
    const { coerced: variables = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    const cost = estimateCost({ schema, model, operation, fragments: fragmentsOf(document), variables });
    const refused = validate(schema, document, rules).map(({ message }) => message);
    return cost > DEFAULT_LIMITS.cost ? [...refused, `The cost is ${cost}.`] : refused;
  };
}
