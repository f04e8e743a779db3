import { Field, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';

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
