import { Field, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';

@ObjectType({
  simpleResolvers: true,
  description:
    "A range of days; both ends inclusive, null is open, for example '2020-12-01' to '2023-06-30'. Where a record has two of one basis, the one that covers the date, else the last.",
})
export class DatePeriod {
  @Field(() => LocalDate, {
    nullable: true,
    description: "First day, for example '2020-12-01'; null when open or when the published date is impossible.",
  })
  start!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "Last day, inclusive, for example '2023-06-30'; null when open or when the published date is impossible.",
  })
  end!: string | null;
}
