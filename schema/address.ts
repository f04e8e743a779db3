import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'The address of an organisation, as published. A part that was not published is never inferred.',
})
export class OrganisationAddress {
  @Field(() => [String], {
    description: "The published address lines, in order, for example ['THE SURGERY', '1 HIGH STREET'].",
  })
  lines!: string[];

  @Field(() => String, { nullable: true, description: 'The town or city, as published.' })
  town!: string | null;

  @Field(() => String, { nullable: true, description: 'The county, as published.' })
  county!: string | null;

  @Field(() => String, { nullable: true, description: "The postcode, as published, for example 'SO23 8DQ'." })
  postcode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The country, as published, for example 'ENGLAND'. The country of a site is that of its operator.",
  })
  country!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The Unique Property Reference Number, as text, for example '100062519301'. A site and its host may share one.",
  })
  uprn!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One way to contact an organisation, as published.' })
export class OrganisationContact {
  @Field(() => String, { description: "The type of contact, as published, for example 'tel', 'http' or 'mailto'." })
  type!: string;

  @Field(() => String, { description: "The telephone number or address, as published, for example '01962 000000'." })
  value!: string;
}
