import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { when } from '../maybe-promise';
import { FindingConnection } from '../schema/connection';
import { Finding, FindingRule } from '../schema/finding';
import { Organisation } from '../schema/organisation';
import { AsOfArgs, FindingsArgs } from '../schema/arguments';
import type { Context } from '../domain/context';
import { FindingAt, RuleAt } from '../domain/findings/finding';
import { findingsAbout, findingsOfRules, RULE_IDS } from '../domain/findings/findings';
import { within } from '../domain/moment';
import { endOf, keyOf, OrganisationAt, statesOf } from '../domain/records/organisation';

@Resolver(() => Finding)
export class FindingResolver {
  @Query(() => FindingConnection, {
    description:
      "What is odd in the data of a release, with the rule that found it, by rule, then code, for example every 'open-to-closed-target'. The rules are checked when a release is loaded.",
  })
  findings(@Args(() => FindingsArgs) args: FindingsArgs, @Ctx() context: Context) {
    const at = within(context.root, args.asOf, context);
    return typeof args.code === 'string'
      ? findingsAbout(args.code, args, at, context)
      : findingsOfRules(args, at, context);
  }

  @Query(() => [FindingRule], {
    description: "The rules by id, with how much each of them found in a release, for example 'code-lookalike'.",
  })
  findingRules(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    const at = within(context.root, asOf, context);
    return RULE_IDS.map((id) => new RuleAt(id, at));
  }

  @FieldResolver(() => Organisation, {
    description:
      "What it is about, for example 'G81086'; for what is about the release as a whole an unresolved one with an empty code.",
  })
  organisation(@Root() { row, moment }: FindingAt, @Ctx() { loaders }: Context) {
    return endOf(row.code, moment, loaders);
  }

  @FieldResolver(() => [Organisation], {
    description: 'Others that have to do with it, for example the closed target of a relationship; [] for none.',
  })
  related(@Root() { row, moment }: FindingAt, @Ctx() { loaders }: Context) {
    return when(statesOf(row.related, moment, loaders), (states) =>
      states.map((state) => new OrganisationAt(state, moment)),
    );
  }
}

@Resolver(() => FindingRule)
export class FindingRuleResolver {
  @FieldResolver(() => Int, { description: 'How much it found in the release, for example 223.' })
  count(@Root() { id, moment }: RuleAt, @Ctx() { loaders }: Context) {
    return loaders.findingCounts.load({ rule: id, release: moment.release.number });
  }
}

@Resolver(() => Organisation)
export class FindingsResolver {
  @FieldResolver(() => [Finding], {
    description:
      'What is odd about it in the data of the release, by rule, for example that its name is shared by many; [] for nothing.',
  })
  findings(@Root() { code, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return when(loaders.findingsOf.load(keyOf(code, moment)), (rows) => rows.map((row) => new FindingAt(row, moment)));
  }
}
