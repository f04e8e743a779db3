import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import { paymentOf } from '../domain/payment';
import type { OrganisationAt } from '../domain/records/organisation';
import { AsOfArgs } from '../schema/arguments';
import { Organisation } from '../schema/organisation';
import { OrganisationPayment } from '../schema/payment';

@Resolver(() => Organisation)
export class PaymentResolver {
  @FieldResolver(() => OrganisationPayment, {
    description:
      'Who is paid for the organisation on the date, with the rule used and every hop; or the reason why nobody is named. For a site: each operating parent and, if the parent is a practice, the payees of its networks. For a practice: the payees of its networks. For a network: its payees. For any other organisation: itself.',
  })
  payment(@Root() { code, moment }: OrganisationAt, @Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return paymentOf(code, within(moment, asOf, context), context.loaders);
  }
}
