import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from './identity/node';

@ObjectType({
  simpleResolvers: true,
  description: 'A data quality rule. Every load checks the release against all of them.',
})
export class FindingRule {
  @Field(() => ID, {
    description: "The stable id of the rule, for use as a filter, for example 'open-to-closed-target'.",
  })
  id!: string;

  @Field(() => String, { description: 'A short title of the rule.' })
  title!: string;

  @Field(() => String, { description: 'A sentence that explains what the rule finds.' })
  description!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A data quality issue in a release, with the rule that found it. The data is loaded as published all the same.',
})
export class Finding extends Node {
  @Field(() => FindingRule, { description: 'The rule that found the issue.' })
  rule!: FindingRule;

  @Field(() => String, {
    description: "The issue in one sentence, for example 'It differs from G8I086 only by O and 0 or I and 1.'.",
  })
  message!: string;
}
