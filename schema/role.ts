import { Field, ID, ObjectType } from 'type-graphql';
import { RecordStatus } from './enums';
import { Node } from './identity/node';
import { DatePeriod } from './period';

@ObjectType({
  simpleResolvers: true,
  description: "A role of the release's role code list, for example RO177, PRESCRIBING COST CENTRE.",
})
export class OdsRole {
  @Field(() => ID, { description: "The code of the role, for example 'RO177'." })
  code!: string;

  @Field(() => String, { description: 'The name of the role in the release. Names may change between releases.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether a record may have this role as its primary role.' })
  canBePrimary!: boolean;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A role that an organisation holds, with its dates.',
})
export class RoleHolding extends Node {
  @Field(() => ID, { description: 'The ODS uniqueRoleId: the number of this role of the organisation in the release.' })
  uniqueRoleId!: string;

  @Field(() => Boolean, { description: 'Whether this is the primary role of the organisation.' })
  isPrimary!: boolean;

  @Field(() => RecordStatus, {
    description: 'The published status. It applies to the publication day only; use `isActive` for other days.',
  })
  status!: RecordStatus;

  @Field(() => Boolean, { description: 'Whether the organisation held the role on the date, on the requested basis.' })
  isActive!: boolean;

  @Field(() => DatePeriod, {
    nullable: true,
    description: 'The operational period: when systems use the role. Null if none was published.',
  })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, {
    nullable: true,
    description: 'The legal period: when the role is in legal force. Null if none was published.',
  })
  legal!: DatePeriod | null;
}
