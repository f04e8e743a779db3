import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateBasis } from './enums';
import { LocalDate } from './local-date';

@InputType({
  description:
    "The moment a question is asked about, for example { date: '2021-03-31' }. Omitted (or null) parts are inherited from the field above, so one argument at the root holds for a whole walk inside our own fields. At the root: release = the live one, date = the publication date of the release in force, basis = OPERATIONAL; or what the header `ods-as-of: date=...;basis=...;release=...` says. A nested release without a date takes that release's date, unless a date was given above. An unknown release is an error that lists the loaded ones.",
})
export class AsOf {
  @Field(() => LocalDate, {
    nullable: true,
    description: "What held on this day (valid time), for example '2021-03-31'. Ends of ODS ranges are inclusive.",
  })
  date?: string | null;

  @Field(() => DateBasis, { nullable: true, description: 'The dates that decide, for example LEGAL.' })
  basis?: DateBasis | null;

  @Field(() => ID, {
    nullable: true,
    description: "As ODS knew it in this release (transaction time): its publication date, for example '2024-10-31'.",
  })
  release?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "The release that was current on this day, instead of `release`, for example '2023-06-30': what a report of that day said.",
  })
  knownOn?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "The moment an answer is about, for example 2024-10-31, OPERATIONAL, release '2024-10-31'.",
})
export class Moment {
  @Field(() => LocalDate, { description: "The day (valid time), for example '2021-03-31'." })
  date!: string;

  @Field(() => DateBasis, { description: 'The basis asked about, for example OPERATIONAL.' })
  basis!: DateBasis;
}
