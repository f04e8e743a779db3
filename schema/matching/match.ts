import { Field, Float, ObjectType } from 'type-graphql';
import { Organisation } from '../organisation';
import { MatchedPart, MatchOutcome } from './enums';

@ObjectType({
  simpleResolvers: true,
  description: 'An organisation that an item may mean.',
})
export class MatchCandidate {
  @Field(() => Organisation, { description: 'The organisation, on the date of the item.' })
  organisation!: Organisation;

  @Field(() => Float, { description: 'How alike it is, from 0 to 1.' })
  score!: number;

  @Field(() => [MatchedPart], {
    description: 'What of the item matches. Empty if the parts are alike only in a few words.',
  })
  matchedOn!: readonly MatchedPart[];

  @Field(() => String, {
    nullable: true,
    description: 'The name in an earlier release that matches. Null if the present name or none does.',
  })
  formerName!: string | null;

  @Field(() => [Organisation], {
    description:
      'If the organisation is not active on the date: the active organisations at the ends of its chains of successors, ordered by code. Otherwise empty.',
  })
  successors!: readonly Organisation[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What an item means.',
})
export class OrganisationMatch {
  @Field(() => MatchCandidate, {
    nullable: true,
    description:
      'The first candidate, if it is safe to choose: at most 1 in 200 is wrong (docs/matching.md has the measurement). Otherwise null.',
  })
  chosen!: MatchCandidate | null;

  @Field(() => MatchOutcome, { description: 'Why the candidate was chosen, or none was.' })
  outcome!: MatchOutcome;

  @Field(() => [MatchCandidate], { description: 'At most 5 candidates, likeliest first.' })
  candidates!: readonly MatchCandidate[];
}
