import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: "A rule that every load checks, for example 'open-to-closed-target'.",
})
export class FindingRule {
  @Field(() => ID, { description: "Stable, to filter by, for example 'open-to-closed-target'." })
  id!: string;

  @Field(() => String, { description: "In a few words, for example 'Open relationship to a closed target'." })
  title!: string;

  @Field(() => String, {
    description:
      "What it finds, for example 'On the publication date the relationship holds, but its target does not.'",
  })
  description!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Something odd in the data of a release, with the rule that found it, for example an open relationship to a closed target. What was found is loaded all the same.',
})
export class Finding {
  @Field(() => FindingRule, { description: "The rule that found it, for example 'code-lookalike'." })
  rule!: FindingRule;

  @Field(() => String, {
    description: "What is odd, in one sentence, for example 'It differs from G8I086 only by O and 0 or I and 1.'",
  })
  message!: string;
}
