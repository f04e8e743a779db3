import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../domain/context';
import type { FindingAt, RuleAt } from '../domain/findings/finding';
import { findingCount, findingRules, findingsOf, findingsPage, relatedTo } from '../domain/findings/findings';
import { within } from '../domain/moment';
import { organisationOrStub, type OrganisationAt } from '../domain/records/organisation';
import { AsOfArgs, FindingsArgs } from '../schema/arguments';
import { FindingConnection } from '../schema/connection';
import { Finding, FindingRule } from '../schema/finding';
import { Organisation } from '../schema/organisation';

@Resolver(() => Finding)
export class FindingResolver {
  @Query(() => FindingConnection, {
    description:
      'Data quality issues of a release, each with the rule that found it, ordered by rule, then by code. The rules are checked when a release is loaded: `asOf` chooses the release. Its date does not change the list; the organisations in it are as of the date and basis.',
  })
  findings(@Args(() => FindingsArgs) args: FindingsArgs, @Ctx() context: Context) {
    return findingsPage(args, within(context.root, args.asOf, context), context);
  }

  @Query(() => [FindingRule], {
    description:
      'The data quality rules, ordered by id, with the number of findings of each in a release. The date does not change it.',
  })
  findingRules(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return findingRules(within(context.root, asOf, context));
  }

  @FieldResolver(() => Organisation, {
    description:
      'The organisation that the finding is about. A finding about the release as a whole has an unresolved organisation with an empty code.',
  })
  organisation(@Root() { row, moment }: FindingAt, @Ctx() { loaders }: Context) {
    return organisationOrStub(row.code, moment, loaders);
  }

  @FieldResolver(() => [Organisation], {
    description: 'Other organisations that are involved, for example the closed target of a relationship.',
  })
  related(@Root() finding: FindingAt, @Ctx() { loaders }: Context) {
    return relatedTo(finding, loaders);
  }
}

@Resolver(() => FindingRule)
export class FindingRuleResolver {
  @FieldResolver(() => Int, { description: 'The number of findings of the rule in the release.' })
  count(@Root() rule: RuleAt, @Ctx() { loaders }: Context) {
    return findingCount(rule, loaders);
  }
}

@Resolver(() => Organisation)
export class FindingsResolver {
  @FieldResolver(() => [Finding], {
    description:
      'The data quality issues of the organisation in the release, ordered by rule. The rules are checked when a release is loaded: the date does not change the list, and `related` is as of the date.',
  })
  findings(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
  ) {
    return findingsOf(code, within(moment, asOf, context), context.loaders);
  }
}
