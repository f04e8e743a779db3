import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateBasis } from './enums';
import { LocalDate } from './local-date';

@InputType({
  description:
    "The moment of a field and of everything below it, for example { date: '2021-03-31' }. A part that is absent or null is inherited from the field above, so one argument at the root applies to a whole query of our own fields. At the root, the header `ods-as-of: date=...;basis=...;release=...` sets the defaults. Without it, the release is the live one, the date is the publication date of the release, and the basis is OPERATIONAL. A nested release without a date uses the publication date of that release, unless a field above gave a date. An unknown release is an error that lists the loaded releases.",
})
export class AsOf {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      "The day that the response describes (valid time), for example '2021-03-31'. Periods include both ends.",
  })
  date?: string | null;

  @Field(() => DateBasis, {
    nullable: true,
    description: 'The dates that decide what is active: operational or legal.',
  })
  basis?: DateBasis | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The release to read, by its publication date, for example '2024-10-31' (transaction time). The response holds what ODS published in it.",
  })
  release?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "Instead of `release`: reads the release that was current on this day, for example '2023-06-30'. The response holds what a report of that day could know.",
  })
  knownOn?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The moment that a response describes: a day, a basis and a release.',
})
export class Moment {
  @Field(() => LocalDate, { description: 'The day that the response describes (valid time).' })
  date!: string;

  @Field(() => DateBasis, { description: 'The basis that was requested.' })
  basis!: DateBasis;
}

@InputType({ description: 'An organisation on a day of its own, for example { code: "J82028", date: "2021-03-31" }.' })
export class CodeAsOf {
  @Field(() => ID, { description: "The ODS code, in upper or lower case, for example 'j82028'." })
  code!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day of this item. Absent: the day of the argument `asOf`.',
  })
  date?: string | null;

  @Field(() => DateBasis, {
    nullable: true,
    description: 'The dates that decide what is active for this item. Absent: the basis of the argument `asOf`.',
  })
  basis?: DateBasis | null;
}
