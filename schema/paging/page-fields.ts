import { Field, Int } from 'type-graphql';

/** The arguments of the fields that return a page of a list: from its beginning with `first`, from its end with `last`. */
export const FirstField = (defaultValue: number) =>
  Field(() => Int, {
    defaultValue,
    nullable: true,
    description: 'The size of the page, 1 to 200. Null has the meaning of the default.',
  });
export const AfterField = () =>
  Field(() => String, { nullable: true, description: 'The `endCursor` of the previous page. Absent: the first page.' });

export const LastField = () =>
  Field(() => Int, {
    nullable: true,
    description: 'The size of a page at the end of the list, 1 to 200. Without `first`.',
  });
export const BeforeField = () =>
  Field(() => String, {
    nullable: true,
    description:
      'The `startCursor` of the page that follows: only items before it are returned. Absent: up to the end.',
  });
