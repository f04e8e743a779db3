import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { LocationMissing } from '../../schema/enums';
import { OrganisationLocation, PostcodeFile } from '../../schema/nearby/location';
import { Organisation } from '../../schema/organisation';
import type { Context } from '../../domain/context';
import { locationOf, postcodeFiles, whyNotLocated } from '../../domain/nearby/location';
import type { OrganisationAt } from '../../domain/records/organisation';

@Resolver(() => Organisation)
export class NearbyResolver {
  @FieldResolver(() => OrganisationLocation, {
    nullable: true,
    description:
      'Where the postcode of the record is. Null if no postcodes are loaded, if the record has no postcode, or if its postcode is unknown or has no coordinates: `locationMissing` says which.',
  })
  location(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return locationOf(organisation, context);
  }

  @FieldResolver(() => LocationMissing, { nullable: true, description: 'Why `location` is null. Null if it is not.' })
  locationMissing(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return whyNotLocated(organisation, context);
  }

  @Query(() => [PostcodeFile], {
    description: 'The files that postcodes are read from, newest edition first. Empty if no postcodes are loaded.',
  })
  postcodeFiles(@Ctx() context: Context) {
    return postcodeFiles(context);
  }
}
