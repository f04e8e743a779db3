import { Field, ObjectType } from 'type-graphql';
import { MissingReason, PayeeRule } from './enums';
import { HierarchyPath } from './hierarchy';
import { Organisation } from './organisation';

@ObjectType({ simpleResolvers: true, description: 'Who is paid and by which rule, for example by RE9 of the network.' })
export class Payee {
  @Field(() => Organisation, { description: "Who is paid, for example the practice 'G81086'." })
  organisation!: Organisation;

  @Field(() => PayeeRule, { description: 'The rule that named it, for example NOMINATED_PAYEE.' })
  rule!: PayeeRule;

  @Field(() => HierarchyPath, {
    description: 'How it was reached, hop by hop, for example an RE8, then an RE9; empty for ITSELF.',
  })
  path!: HierarchyPath;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Who is paid for an organisation, or why nobody is named, for example NO_PAYEE_RECORDED.',
})
export class OrganisationPayment {
  @Field(() => [Payee], { description: 'Everybody who is named, for example one nominated payee.' })
  payees!: Payee[];

  @Field(() => MissingReason, {
    nullable: true,
    description:
      'Why the last step found nothing, for example NO_PAYEE_RECORDED; may stand beside payees found before it.',
  })
  reason!: MissingReason | null;

  @Field(() => Organisation, {
    nullable: true,
    description: "Where the steps ended without a payee, for example the network 'U36842'.",
  })
  stoppedAt!: Organisation | null;
}
