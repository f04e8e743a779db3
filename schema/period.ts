import { Field, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';

@ObjectType({
  simpleResolvers: true,
  description:
    'A period of days that includes both ends. A null end is open. If a record has several periods of one basis, this is the one that covers the date, otherwise the last one.',
})
export class DatePeriod {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day. Null if the period has no start, or if the published date is impossible.',
  })
  start!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day, inclusive. Null if the period has no end, or if the published date is impossible.',
  })
  end!: string | null;
}
