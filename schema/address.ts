import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'Where it is, as published, for example 1 High Street, Winchester, SO23 8DQ. Parts that are missing are never inferred.',
})
export class OrganisationAddress {
  @Field(() => [String], {
    description: "The address lines that are there, in order, for example ['THE SURGERY', '1 HIGH STREET'].",
  })
  lines!: string[];

  @Field(() => String, { nullable: true, description: "For example 'WINCHESTER'." })
  town!: string | null;

  @Field(() => String, { nullable: true, description: "For example 'HAMPSHIRE'." })
  county!: string | null;

  @Field(() => String, { nullable: true, description: "As published, for example 'SO23 8DQ'." })
  postcode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "For example 'ENGLAND'. A site's country is that of its operator.",
  })
  country!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Unique Property Reference Number as text, for example '100062519301'. May be shared by a site and its host.",
  })
  uprn!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "One way to reach it, for example tel, '01962 000000'." })
export class OrganisationContact {
  @Field(() => String, { description: "As published: for example 'tel' or 'http'." })
  type!: string;

  @Field(() => String, { description: "For example '01962 000000'." })
  value!: string;
}
