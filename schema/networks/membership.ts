import { Field, ObjectType } from 'type-graphql';
import { MissingReason } from '../enums';
import { HierarchyPath } from '../hierarchy';
import { Organisation } from '../organisation';
import { NetworkRule } from './enums';

@ObjectType({
  simpleResolvers: true,
  description: 'A primary care network that an organisation is in on the date, with the rule that led to it.',
})
export class NetworkMembership {
  @Field(() => Organisation, { description: 'The network.' })
  network!: Organisation;

  @Field(() => NetworkRule, { description: 'The rule that led to the network.' })
  rule!: NetworkRule;

  @Field(() => Organisation, {
    nullable: true,
    description: 'For OPERATOR: the member that operates the site, for example the practice of a branch surgery.',
  })
  through!: Organisation | null;

  @Field(() => HierarchyPath, {
    description:
      'The path to the network, hop by hop, for example the RE6 of a site, then the RE8 of its practice. The periods of the RE8 are the days of membership.',
  })
  path!: HierarchyPath;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The primary care networks of an organisation, or the reason why there is none.',
})
export class OrganisationNetworks {
  @Field(() => [NetworkMembership], {
    description: 'The networks in the order of `networks`. Several when memberships overlap on the date.',
  })
  memberships!: NetworkMembership[];

  @Field(() => MissingReason, {
    nullable: true,
    description: 'If there is no network: the first reason that applies to the organisation at which the search ended.',
  })
  reason!: MissingReason | null;

  @Field(() => Organisation, {
    nullable: true,
    description:
      'If there is no network: the organisation at which the search ended: the operator of a site, or itself.',
  })
  stoppedAt!: Organisation | null;
}
