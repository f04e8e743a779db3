import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';

@ObjectType({
  simpleResolvers: true,
  description: 'A loaded ODS release: the Full file and the Archive file of one publication date.',
})
export class OdsRelease {
  @Field(() => ID, { description: "The id of the release, which is its publication date, for example '2024-10-31'." })
  id!: string;

  @Field(() => LocalDate, { description: 'The day on which the release was published.' })
  publicationDate!: string;

  @Field(() => Int, { description: 'The PublicationSeqNum of the manifest.' })
  sequence!: number;

  @Field(() => String, { description: "The time at which it was loaded, in UTC, for example '2024-11-01T06:30:00Z'." })
  loadedAt!: string;

  @Field(() => String, { description: 'The SHA-256 hash of the loaded file, in hexadecimal.' })
  sha256!: string;

  @Field(() => Int, { description: 'The number of distinct codes with a record or a stub.' })
  organisations!: number;

  @Field(() => Int, { description: 'The number of relationships, counting each instance.' })
  relationships!: number;

  @Field(() => Boolean, { description: 'Whether this is the live release, which requests read if they name no other.' })
  isLive!: boolean;

  @Field(() => Boolean, {
    description: 'Whether all of it is invented: the sample, which the first real release replaces.',
  })
  isSample!: boolean;
}
