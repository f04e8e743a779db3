import {
  getVariableValues,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../../federation/planning/fragments';
import type { CostModel } from '../../gateway/cost/cost-directives';
import { estimateCost } from '../../gateway/cost/estimate';
import type { SizeBounds } from '../../gateway/cost/size-bounds';
import { checkDocumentText } from '../../gateway/graphql/document-limits';
import { validationRules } from '../../gateway/graphql/validation-rules';
import { DEFAULT_LIMITS } from '../../gateway/limits';
import type { WrittenOperation } from './operation';

/** What an operation is judged by before it is sent. */
export interface Judge {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  readonly organisations: number;
  readonly bounds: SizeBounds | undefined;
}

const RULES = [...specifiedRules, ...validationRules(DEFAULT_LIMITS, true)];

/** Returns the points of an operation as the gateway estimates them; undefined if it is refused for another reason. */
export function pointsOf({ query, variables }: WrittenOperation, judge: Judge): number | undefined {
  const { schema } = judge;
  try {
    const document = parse(checkDocumentText(query, DEFAULT_LIMITS));
    if (validate(schema, document, RULES).length > 0) return undefined;
    const operation = document.definitions[0] as OperationDefinitionNode;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (!coerced) return undefined;
    return estimateCost({ ...judge, operation, fragments: fragmentsOf(document), variables: coerced });
  } catch {
    return undefined;
  }
}
