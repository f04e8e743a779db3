import { Field, ID, ObjectType } from 'type-graphql';
import { CodeOutcome } from './enums';
import { LocalDate } from './local-date';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description: 'Who came before or after, and when, for example the trust that took over on 2017-10-01.',
})
export class Succession {
  @Field(() => LocalDate, {
    nullable: true,
    description: "Legal start, for example '2017-10-01'; null when the published date is missing or impossible.",
  })
  date!: string | null;

  @Field(() => Boolean, {
    description: 'The entry says that it is itself succeeded onward, for example false at the end of a chain.',
  })
  forward!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What became of a code, for example SUCCEEDED by the trust that took over. Successions in effect on the date are followed through inactive organisations, each active one is an end; self-loops are ignored.',
})
export class CodeResolution {
  @Field(() => ID, { description: "The code asked about, trimmed and in upper case, for example 'RZY'." })
  code!: string;

  @Field(() => CodeOutcome, { description: 'What became of it, for example SUCCEEDED.' })
  outcome!: CodeOutcome;

  @Field(() => Organisation, {
    nullable: true,
    description: "Its own record or stub, for example that of the closed trust 'RZY'; null for UNKNOWN.",
  })
  organisation!: Organisation | null;

  @Field(() => [Organisation], {
    description: "The active ends, by code, for example 'RZZ'; itself for CURRENT, [] for CLOSED.",
  })
  current!: Organisation[];
}
