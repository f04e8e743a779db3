import { Field, ObjectType } from 'type-graphql';
import { MissingReason, PayeeRule } from './enums';
import { HierarchyPath } from './hierarchy';
import { Organisation } from './organisation';

@ObjectType({ simpleResolvers: true, description: 'An organisation that gets paid, with the rule that named it.' })
export class Payee {
  @Field(() => Organisation, { description: 'The organisation that gets paid.' })
  organisation!: Organisation;

  @Field(() => PayeeRule, { description: 'The rule that named the payee.' })
  rule!: PayeeRule;

  @Field(() => HierarchyPath, {
    description: 'The path to the payee, hop by hop, for example an RE8, then an RE9. Empty for ITSELF.',
  })
  path!: HierarchyPath;
}

@ObjectType({ simpleResolvers: true, description: 'The payees of an organisation, or the reason why there is none.' })
export class OrganisationPayment {
  @Field(() => [Payee], { description: 'Every payee that a rule named.' })
  payees!: Payee[];

  @Field(() => MissingReason, {
    nullable: true,
    description: 'The reason why the last step found no payee. It may be present although earlier steps found payees.',
  })
  reason!: MissingReason | null;

  @Field(() => Organisation, { nullable: true, description: 'The organisation at which the last step found no payee.' })
  stoppedAt!: Organisation | null;
}
