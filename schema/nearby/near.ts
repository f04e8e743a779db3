import { Field, Float, InputType } from 'type-graphql';

@InputType({
  description:
    "Restricts the result to the organisations near a place, nearest first: near a postcode, for example { postcode: 'SO23 8DQ', km: 5 }, or near a latitude and a longitude. An organisation is where the postcode of its record is. It needs loaded postcodes: without them, and for a postcode that is not loaded, it is an error.",
})
export class Near {
  @Field(() => String, {
    nullable: true,
    description:
      "A postcode, or an outward part or a sector, which stand for the middle of their postcodes, for example 'SO23' or 'SO23 8'. Not together with coordinates.",
  })
  postcode?: string | null;

  @Field(() => Float, { nullable: true, description: 'The latitude in degrees (WGS 84), -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The longitude in degrees (WGS 84), -180 to 180; negative is west.',
  })
  longitude?: number | null;

  @Field(() => Float, {
    defaultValue: 10,
    description: 'The largest distance in kilometres, more than 0 and at most 200.',
  })
  km!: number;
}

/** The argument `near` of a field. `more` is the end of its description. */
export const NearField = (more = '') =>
  Field(() => Near, { nullable: true, description: `Returns only organisations near a place, nearest first.${more}` });
