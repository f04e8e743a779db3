import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';

@ObjectType({
  simpleResolvers: true,
  description: "A loaded ODS release: Full and Archive file of one publication date, for example '2024-10-31'.",
})
export class OdsRelease {
  @Field(() => ID, { description: "Its publication date, for example '2024-10-31'." })
  id!: string;

  @Field(() => LocalDate, { description: "The day it was published, for example '2024-10-31'." })
  publicationDate!: string;

  @Field(() => Int, { description: 'PublicationSeqNum of the manifest, for example 106.' })
  sequence!: number;

  @Field(() => String, { description: "When it was loaded, in UTC, for example '2024-11-01T06:30:00Z'." })
  loadedAt!: string;

  @Field(() => String, {
    description: "SHA-256 of the file it was loaded from, in hexadecimal, for example 'e3b0c442…'.",
  })
  sha256!: string;

  @Field(() => Int, { description: 'Distinct codes with a record or a stub, for example 371000.' })
  organisations!: number;

  @Field(() => Int, { description: 'Instances of relationships, for example 770000.' })
  relationships!: number;

  @Field(() => Boolean, { description: 'Whether it answers questions that name no release, for example true.' })
  isLive!: boolean;
}
