import { Field, ID, ObjectType } from 'type-graphql';
import { DefaultCode } from './definition';
import { CodeOutcome } from './enums';
import { LocalDate } from './local-date';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description: 'A succession: the predecessor or successor of an organisation, and the date.',
})
export class Succession {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The legal start of the succession. Null if the published date is missing or impossible.',
  })
  date!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the published entry says that the successor was succeeded in turn. False at the end of a chain.',
  })
  forward!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What became of a code. Successions that are in effect on the date are followed through inactive organisations; each chain ends at the first active one. A succession from an organisation to itself is ignored.',
})
export class CodeResolution {
  @Field(() => ID, { description: 'The requested code, trimmed and in upper case.' })
  code!: string;

  @Field(() => CodeOutcome, { description: 'What became of the code.' })
  outcome!: CodeOutcome;

  @Field(() => Organisation, {
    nullable: true,
    description: 'The record or stub of the code itself. Null for UNKNOWN.',
  })
  organisation!: Organisation | null;

  @Field(() => DefaultCode, {
    nullable: true,
    description:
      'What the code stands for if it is a default code, which no organisation has. Null for any other code.',
  })
  defaultCode!: DefaultCode | null;

  @Field(() => [Organisation], {
    description:
      'The active organisations at the ends of the chains, ordered by code. For CURRENT the organisation itself; empty for CLOSED.',
  })
  current!: Organisation[];
}
