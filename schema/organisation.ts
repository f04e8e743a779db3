import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { OrganisationAddress, OrganisationContact } from './address';
import { Moment } from './as-of';
import { DateBasis, RecordClass, RecordStatus } from './enums';
import { Node } from './identity/node';
import { LocalDate } from './local-date';
import { DatePeriod } from './period';

/** The fields of an organisation's own record. The fields that read other records are added in resolvers/. */
@Directive('@key(fields: "code")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An organisation or a site on the ODS register, at a moment.',
})
export class Organisation extends Node {
  @Field(() => ID, { description: "The ODS code, for example 'J82028'. Its characters carry no meaning." })
  code!: string;

  @Field(() => String, {
    description:
      'The name, as published in the release. The code itself if the release has no record of the organisation.',
  })
  name!: string;

  @Field(() => RecordClass, {
    nullable: true,
    description: 'The record class. Null, like `status`, if the release has no record of the organisation.',
  })
  recordClass!: RecordClass | null;

  @Field(() => RecordStatus, {
    nullable: true,
    description: 'The published status. It applies to the publication day only; use `isActive` for other days.',
  })
  status!: RecordStatus | null;

  @Field(() => Boolean, { description: 'Whether the organisation was active on the date, on the requested basis.' })
  isActive!: boolean;

  @Field(() => DateBasis, {
    description: 'The basis that decided `isActive`: the requested one, or the other one if it has no dates of it.',
  })
  basisUsed!: DateBasis;

  @Field(() => DatePeriod, {
    nullable: true,
    description: 'The operational period: when systems use the organisation. Null if none was published.',
  })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, {
    nullable: true,
    description:
      'The legal period: when the organisation legally exists. Null if none was published, as for most records.',
  })
  legal!: DatePeriod | null;

  @Field(() => LocalDate, { nullable: true, description: 'The day on which ODS last changed the record.' })
  lastChanged!: string | null;

  @Field(() => Boolean, {
    description: 'Whether this is a stub: the release refers to the organisation and does not describe it.',
  })
  isReferenceOnly!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the release has neither a record nor a stub, and only relationships name the code.',
  })
  isUnresolved!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the release has a record or a stub of the organisation. False if only relationships or other subgraphs name the code.',
  })
  isKnown!: boolean;

  @Field(() => Moment, { description: 'The moment at which the organisation was read.' })
  moment!: Moment;

  @Field(() => OrganisationAddress, {
    nullable: true,
    description: 'The address, as published in the release; it has no history. Null if the record has none.',
  })
  address!: OrganisationAddress | null;

  @Field(() => [OrganisationContact], { description: 'The contacts, as published. Empty if the record has none.' })
  contacts!: OrganisationContact[];

  @Field(() => Float, {
    nullable: true,
    description:
      'The distance in kilometres, in a straight line, from the `near` of the search or suggestions that returned the organisation. Null everywhere else.',
  })
  distanceKm!: number | null;
}
