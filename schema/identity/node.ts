import { ArgsType, Field, ID, InterfaceType } from 'type-graphql';

/** The interface of the Global Object Identification specification, which Relay and other client caches rely on. */
@InterfaceType({
  description:
    'An object with an identity of its own. Equal ids mean the same object at the same moment, so that a client may cache objects by their id.',
})
export abstract class Node {
  @Field(() => ID, {
    description:
      'The opaque id of the object at its moment: the same record on another day, on another basis or in another release has another id. `node` returns the object of an id.',
  })
  id!: string;
}

@ArgsType()
export class NodeArgs {
  @Field(() => ID, { description: 'The `id` of an object, as an earlier response gave it.' })
  id!: string;
}

@ArgsType()
export class NodesArgs {
  @Field(() => [ID], { description: '1 to 500 values of `id`, as earlier responses gave them.' })
  ids!: string[];
}
