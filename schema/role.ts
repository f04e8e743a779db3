import { Field, ID, ObjectType } from 'type-graphql';
import { RecordStatus } from './enums';
import { DatePeriod } from './period';

@ObjectType({
  simpleResolvers: true,
  description: 'An entry of the role code list of the release, for example RO177, PRESCRIBING COST CENTRE.',
})
export class OdsRole {
  @Field(() => ID, { description: "The role's code, for example 'RO177'." })
  code!: string;

  @Field(() => String, {
    description: "Its name in the release, for example 'PRESCRIBING COST CENTRE'; names change between releases.",
  })
  name!: string;

  @Field(() => Boolean, {
    description: 'Whether a record may have it as its primary role, for example true for RO177.',
  })
  canBePrimary!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One role that an organisation holds, with its dates, for example RO76, GP PRACTICE, since 2014-04-15.',
})
export class RoleHolding {
  @Field(() => ID, { description: "ODS uniqueRoleId, for example '37464'." })
  id!: string;

  @Field(() => Boolean, { description: 'Whether it is the primary role, for example true for RO177 of a practice.' })
  isPrimary!: boolean;

  @Field(() => RecordStatus, { description: 'As published, for example ACTIVE; says nothing about other days.' })
  status!: RecordStatus;

  @Field(() => Boolean, { description: 'Whether it was held on the date, by the basis asked about, for example true.' })
  isActive!: boolean;

  @Field(() => DatePeriod, { nullable: true, description: "In use by systems, for example from '2014-04-15', open." })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, { nullable: true, description: "In legal force, for example from '2013-04-01', open." })
  legal!: DatePeriod | null;
}
