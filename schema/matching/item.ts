import { ArgsType, Field, InputType } from 'type-graphql';
import { AsOf } from '../as-of';
import { OrganisationKind } from '../enums';
import { LocalDate } from '../local-date';

@InputType({
  description:
    "An organisation as a list without codes describes it, for example { name: 'st marys med ctr', postcode: 'so23 8aa' }. It must have a name, a postcode or an address; absent, null and blank parts are not compared.",
})
export class MatchItem {
  @Field(() => String, { nullable: true, description: 'The name, as it was written. A code in it counts as one.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The postcode or its outward part, with or without spaces.' })
  postcode?: string | null;

  @Field(() => String, { nullable: true, description: 'The town or the county.' })
  town?: string | null;

  @Field(() => String, { nullable: true, description: 'The address lines, in one text.' })
  address?: string | null;

  @Field(() => OrganisationKind, {
    nullable: true,
    description: 'The kind. An organisation of another kind is less likely, but not excluded.',
  })
  kind?: OrganisationKind | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day for which the item was written down. Organisations that were not active on it are less likely. Absent: the date of the moment.',
  })
  date?: string | null;
}

@ArgsType()
export class MatchOrganisationsArgs {
  @Field(() => [MatchItem], { description: '1 to 500 items.' })
  items!: MatchItem[];

  @Field(() => AsOf, {
    nullable: true,
    description:
      'The moment to read. The `date` of an item takes precedence. Absent parts are inherited from the header.',
  })
  asOf?: AsOf | null;
}
