import { Field, ID, InputType } from 'type-graphql';
import { HierarchyView } from './enums';

@InputType({
  description:
    "Restricts to what lies under an organisation in a view, at any depth, for example { code: 'QWE', view: COMMISSIONING }. An unknown code is an error.",
})
export class Within {
  @Field(() => ID, { description: "The code of the organisation above, for example 'QWE'." })
  code!: string;

  @Field(() => HierarchyView, { description: 'The hierarchy, for example COMMISSIONING.' })
  view!: HierarchyView;
}
