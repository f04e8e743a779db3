import { FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Measurement, OrganisationValue } from '../../schema/measure';

/** The field is not a property of its type: every object in JavaScript has a `valueOf` of another meaning. */
const VALUE_OF = {
  name: 'valueOf',
  description:
    'The codes that the value was counted under: its own, or, where it has no value of its own, those of the predecessors whose values are summed, or that of its only successor.',
};

@Resolver(() => Measurement)
export class MeasurementResolver {
  @FieldResolver(() => [ID], VALUE_OF)
  countedUnder(@Root() value: Measurement) {
    return value.countedUnder;
  }
}

@Resolver(() => OrganisationValue)
export class OrganisationValueResolver {
  @FieldResolver(() => [ID], VALUE_OF)
  countedUnder(@Root() value: OrganisationValue) {
    return value.countedUnder;
  }
}
