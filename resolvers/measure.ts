import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Measure, Measurement } from '../schema/measure';
import { MeasurementArgs, TotalArgs } from '../schema/measures/arguments';
import { MissingValueReason } from '../schema/measures/missing-value';
import { MeasureTotal } from '../schema/measures/total';
import { Organisation } from '../schema/organisation';
import type { Context } from '../domain/context';
import { measurementMissingOf, measurementOf, totalOf } from '../domain/measures/totals';
import { loadedMeasures } from '../domain/measures/values';
import type { OrganisationAt } from '../domain/records/organisation';

@Resolver(() => Organisation)
export class MeasureResolver {
  @Query(() => [Measure], {
    description: 'The loaded measures, ordered by id.',
  })
  measures(@Ctx() context: Context) {
    return loadedMeasures(context);
  }

  @FieldResolver(() => Measurement, {
    nullable: true,
    description:
      'The newest value of a measure on or before the date, for example the list size of a practice. Null if it has none, or if that one is older than `maxAgeMonths`: `measurementMissing` says why. A new organisation without a value of its own has the sum of its predecessors, if no other organisation succeeded them.',
  })
  measurement(
    @Root() organisation: OrganisationAt,
    @Args(() => MeasurementArgs) args: MeasurementArgs,
    @Ctx() context: Context,
  ) {
    return measurementOf(organisation, args, context);
  }

  @FieldResolver(() => MissingValueReason, {
    nullable: true,
    description: 'The reason why `measurement` with the same arguments is null. Null if there is a value.',
  })
  measurementMissing(
    @Root() organisation: OrganisationAt,
    @Args(() => MeasurementArgs) args: MeasurementArgs,
    @Ctx() context: Context,
  ) {
    return measurementMissingOf(organisation, args, context);
  }

  @FieldResolver(() => MeasureTotal, {
    description:
      'The sum of a measure over organisations active on the date. With `view`, it covers the organisation itself and all its descendants in that view. Without `view`, it covers the members of a network; other organisations require a view. Only organisations of `kinds` count, by default of the kinds that the measure was loaded for, so that a total agrees with `rollUp` of that kind: those of its organisations on the date, but OTHER only when there is no other. Organisations without a value are listed and do not count as 0. The values may be of another day than the organisations (`valuesOn`), and none counts twice: a former practice counts only where its successor has no value.',
  })
  total(@Root() organisation: OrganisationAt, @Args(() => TotalArgs) args: TotalArgs, @Ctx() context: Context) {
    return totalOf(organisation, args, context);
  }
}
