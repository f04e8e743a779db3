import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { OrganisationAddress, OrganisationContact } from './address';
import { Moment } from './as-of';
import { DateBasis, RecordClass, RecordStatus } from './enums';
import { LocalDate } from './local-date';
import { DatePeriod } from './period';

/** Who an organisation is: what its record says. What it is linked to is asked by the fields in resolvers/. */
@Directive('@key(fields: "code")')
@ObjectType({
  simpleResolvers: true,
  description: "An organisation or a site on the ODS register, at a moment, for example 'J82028', a GP practice.",
})
export class Organisation {
  @Field(() => ID, { description: "ODS code, for example 'J82028'. Says nothing by its characters." })
  code!: string;

  @Field(() => String, {
    description:
      "As published in the release, for example 'OLD MILL SURGERY'; the code itself for a target that no record describes.",
  })
  name!: string;

  @Field(() => RecordClass, {
    nullable: true,
    description: 'For example SITE; null, like `status`, for a target that no record describes.',
  })
  recordClass!: RecordClass | null;

  @Field(() => RecordStatus, {
    nullable: true,
    description: 'As published in the release, for example ACTIVE: says nothing about other days; use `isActive`.',
  })
  status!: RecordStatus | null;

  @Field(() => Boolean, {
    description: 'Whether it was active on the date asked about, by the basis asked about, for example true.',
  })
  isActive!: boolean;

  @Field(() => DateBasis, {
    description: 'The basis that decided `isActive`, after the fallback, for example OPERATIONAL.',
  })
  basisUsed!: DateBasis;

  @Field(() => DatePeriod, { nullable: true, description: "In use by systems, for example from '1974-04-01', open." })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, {
    nullable: true,
    description: "In legal force, for example '1994-04-01' to '2017-09-30'; null for most records.",
  })
  legal!: DatePeriod | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: "When ODS last changed the record, for example '2023-08-22'.",
  })
  lastChanged!: string | null;

  @Field(() => Boolean, {
    description: 'True for a stub that the release only refers to, for example false for a full record.',
  })
  isReferenceOnly!: boolean;

  @Field(() => Boolean, {
    description:
      'True for a target without any record in the release, reached through links only, for example false for a practice.',
  })
  isUnresolved!: boolean;

  @Field(() => Moment, { description: "The moment this answer is about, for example the day '2024-10-31'." })
  moment!: Moment;

  @Field(() => OrganisationAddress, {
    nullable: true,
    description: "Today's address as published, for example in 'WINCHESTER'; null when the record has none.",
  })
  address!: OrganisationAddress | null;

  @Field(() => [OrganisationContact], { description: "As published, for example one of type 'tel'; [] for none." })
  contacts!: OrganisationContact[];
}
