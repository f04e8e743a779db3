import { Field, ID, InputType } from 'type-graphql';
import { HierarchyView } from './enums';

@InputType({
  description:
    "Restricts the result to the organisations below one organisation in a view, at any depth, for example { code: 'QWE', view: COMMISSIONING }. An unknown code is an error.",
})
export class Within {
  @Field(() => ID, { description: 'The code of the organisation at the top.' })
  code!: string;

  @Field(() => HierarchyView, { description: 'The hierarchy to follow.' })
  view!: HierarchyView;
}
