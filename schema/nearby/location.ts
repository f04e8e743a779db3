import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { LocalDate } from '../local-date';

@ObjectType({ simpleResolvers: true, description: 'An area that a postcode lies in, for example a ward or a region.' })
export class LocationArea {
  @Field(() => String, {
    description:
      "The type of the area: 'country', 'region', 'county', 'local_authority', 'ward', 'constituency', 'nhs_region', 'icb', 'sub_icb', 'lsoa' or 'msoa'.",
  })
  type!: string;

  @Field(() => ID, { description: "The code of the Office for National Statistics, for example 'E07000094'." })
  code!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Where the postcode of an organisation is, from the newest loaded file of postcodes. A postcode covers about 15 addresses, so a building is usually within 100 metres.',
})
export class OrganisationLocation {
  @Field(() => Float, { description: 'The latitude in degrees (WGS 84).' })
  latitude!: number;

  @Field(() => Float, { description: 'The longitude in degrees (WGS 84); negative is west.' })
  longitude!: number;

  @Field(() => String, {
    nullable: true,
    description: "The month in which the postcode was terminated, for example '2014-05'. Null while it is in use.",
  })
  terminated!: string | null;

  @Field(() => [LocationArea], {
    description:
      'The areas that the postcode lies in, as far as the file has them. They are those of today, not of the date.',
  })
  areas!: LocationArea[];
}

@ObjectType({ simpleResolvers: true, description: 'A loaded file of postcodes, with those that are read from it.' })
export class PostcodeFile {
  @Field(() => String, { description: "The name of the file, for example 'ONSPD_AUG_2024.zip'." })
  name!: string;

  @Field(() => LocalDate, {
    description: 'The date of the edition: the first day of its month, unless another was given.',
  })
  date!: string;

  @Field(() => String, { description: 'The SHA-256 of the file, in hexadecimal.' })
  sha256!: string;

  @Field(() => String, { description: 'The time at which it was loaded, as ISO 8601.' })
  loadedAt!: string;

  @Field(() => Int, { description: 'How many postcodes are read from it.' })
  postcodes!: number;

  @Field(() => [String], { description: "The postcode areas that are read from it, for example 'SO', in order." })
  areas!: readonly string[];
}
