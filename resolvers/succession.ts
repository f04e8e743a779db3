import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SuccessionRow } from '../graph/keys';
import { when } from '../maybe-promise';
import { Organisation } from '../schema/organisation';
import { Succession } from '../schema/succession';
import type { Context } from '../domain/context';
import { toDate } from '../domain/records/dated';
import type { Moment } from '../domain/moment';
import { endOf, keyOf, type OrganisationAt } from '../domain/records/organisation';

/** A succession seen from one end, and the moment at which the other is shown. */
interface SuccessionAt extends Succession {
  readonly other: string;
  readonly moment: Moment;
}

/** Stored successions as an answer shows them; the order stays. */
export function successionsAt(rows: readonly SuccessionRow[], moment: Moment): SuccessionAt[] {
  return rows.map(({ other, date, forward }) => ({ other, date: toDate(date), forward, moment }));
}

@Resolver(() => Organisation)
export class SuccessionsResolver {
  @FieldResolver(() => [Succession], {
    description: 'Direct predecessors by date, then code, any number, for example of a merged trust both; [] for none.',
  })
  predecessors(@Root() { code, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return when(loaders.predecessors.load(keyOf(code, moment)), (rows) => successionsAt(rows, moment));
  }

  @FieldResolver(() => [Succession], {
    description: 'Direct successors by date, then code, any number, for example of a split board both; [] for none.',
  })
  successors(@Root() { code, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return when(loaders.successors.load(keyOf(code, moment)), (rows) => successionsAt(rows, moment));
  }
}

@Resolver(() => Succession)
export class SuccessionResolver {
  @FieldResolver(() => Organisation, {
    description: "The predecessor or successor at the same moment, for example 'RZZ', the trust that took over.",
  })
  organisation(@Root() { other, moment }: SuccessionAt, @Ctx() { loaders }: Context) {
    return endOf(other, moment, loaders);
  }
}
