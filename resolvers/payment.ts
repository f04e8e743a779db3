import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Loaders } from '../graph/loaders';
import { when, type MaybePromise } from '../maybe-promise';
import { Organisation } from '../schema/organisation';
import { OrganisationPayment } from '../schema/payment';
import { AsOfArgs } from '../schema/arguments';
import type { Context } from '../domain/context';
import { within, type Moment } from '../domain/moment';
import { OrganisationAt, statesOf } from '../domain/records/organisation';
import { paidFor, type Outcome } from '../domain/payment';

@Resolver(() => Organisation)
export class PaymentResolver {
  @FieldResolver(() => OrganisationPayment, {
    description:
      'Who is paid for it on the date, with the rule used and every hop, for example the nominated payee of its network; or why nobody is named. Site: each operating parent, and, when that is a practice, the payees of its networks. Practice: the payees of its networks. Network: its payees. Anything else: itself.',
  })
  payment(@Root() { code, moment }: OrganisationAt, @Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    const at = within(moment, asOf, context);
    return when(paidFor(code, at, context.loaders), (outcome) => toPayment(outcome, at, context.loaders));
  }
}

/** An outcome with the organisations that it names. */
function toPayment({ paid, gap }: Outcome, at: Moment, loaders: Loaders): MaybePromise<OrganisationPayment> {
  const codes = [...paid.map(({ code }) => code), ...(gap ? [gap.stoppedAt] : [])];
  return when(statesOf(codes, at, loaders), (states) => {
    const organisations = states.map((state) => new OrganisationAt(state, at));
    const payees = paid.map(({ rule, hops }, index) => ({
      organisation: organisations[index]!,
      rule,
      path: { hops: [...hops], length: hops.length },
    }));
    return { payees, reason: gap?.reason ?? null, stoppedAt: gap ? organisations.at(-1)! : null };
  });
}
