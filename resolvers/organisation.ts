import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Moment as MomentType } from '../schema/as-of';
import { Organisation } from '../schema/organisation';
import { OrganisationArgs, OrganisationsArgs, OrganisationsAsOfArgs } from '../schema/arguments';
import { when } from '../maybe-promise';
import { toCode, toCodes } from '../domain/codes';
import type { Context } from '../domain/context';
import { within, type Moment } from '../domain/moment';
import { noteDefaultCodes } from '../domain/records/default-codes';
import { recordsAsOf, recordsOf } from '../domain/records/organisation';

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Query(() => Organisation, {
    nullable: true,
    description:
      'Returns one organisation or site by its ODS code. Null if the release has neither a record nor a stub of it.',
  })
  organisation(@Args(() => OrganisationArgs) { code, asOf }: OrganisationArgs, @Ctx() context: Context) {
    const codes = [toCode(code)];
    const found = recordsOf(codes, within(context.root, asOf, context), context.loaders);
    return when(found, (records) => noteDefaultCodes(codes, records, context)[0]);
  }

  @Query(() => [Organisation], {
    nullable: 'items',
    description: 'Returns several organisations in the order of the codes, with null for each unknown code.',
  })
  organisations(@Args(() => OrganisationsArgs) { codes, asOf }: OrganisationsArgs, @Ctx() context: Context) {
    const known = toCodes(codes, context.limits.codes);
    const found = recordsOf(known, within(context.root, asOf, context), context.loaders);
    return when(found, (records) => noteDefaultCodes(known, records, context));
  }

  @Query(() => [Organisation], {
    nullable: 'items',
    description:
      'Returns several organisations, each as of its own day, in the order of the items, with null for each unknown code. Everything below an item has the day of the item.',
  })
  organisationsAsOf(
    @Args(() => OrganisationsAsOfArgs) { items, asOf }: OrganisationsAsOfArgs,
    @Ctx() context: Context,
  ) {
    const codes = toCodes(
      items.map(({ code }) => code),
      context.limits.codes,
      'items',
    );
    const above = within(context.root, asOf, context);
    const moments = items.map(({ date, basis }) => within(above, { date, basis }, context));
    return when(recordsAsOf(codes, moments, context.loaders), (records) => noteDefaultCodes(codes, records, context));
  }
}

@Resolver(() => MomentType)
export class MomentResolver {
  @FieldResolver(() => ID, { description: 'The release that was read, identified by its publication date.' })
  release(@Root() { release }: Moment) {
    return release.id;
  }
}
