import { Field, ObjectType } from 'type-graphql';
import { TermMeaning } from './enums';

@ObjectType({ simpleResolvers: true, description: 'How a search understood one part of its text.' })
export class UnderstoodTerm {
  @Field(() => String, { description: "The part, in lower case, for example 'mc' or 'so23 8'." })
  text!: string;

  @Field(() => TermMeaning, { description: 'What it was taken for.' })
  meaning!: TermMeaning;

  @Field(() => [String], {
    description: "The words that were searched for it, in their normal form, for example ['medical', 'centre'].",
  })
  words!: readonly string[];
}
