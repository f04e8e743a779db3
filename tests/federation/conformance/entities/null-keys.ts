import { conforms } from '../support/conformance';
import { type Thing } from '../support/world';

const samples: Thing[] = [0, 1, 2].map((at) => ({
  __typename: 'Sample',
  id: `S${at}`,
  barcode: at === 1 ? null : `B${at}`,
  taken: `2024-0${at + 1}-01`,
  // the laboratory finds a sample by its barcode only
  result: at === 1 ? null : `result ${at}`,
  unit: at === 2 ? null : `unit ${at}`,
  parent: () => (at === 0 ? null : samples[at - 1]),
}));

conforms(
  'entities whose key is null or unknown to a subgraph',
  {
    subgraphs: {
      ward: {
        sdl: `
          type Query { samples: [Sample!]! }
          type Sample @key(fields: "id") @key(fields: "barcode") { id: ID! barcode: String taken: String parent: Sample }`,
      },
      laboratory: { sdl: 'type Sample @key(fields: "barcode") { barcode: String result: String }' },
      archive: {
        sdl: 'type Sample @key(fields: "id") { id: ID! unit: String }',
        knows: ({ id }) => id !== 'S2',
      },
    },
    schema: `
      type Query { samples: [Sample!]! }
      type Sample { id: ID! barcode: String taken: String parent: Sample result: String unit: String }`,
    world: () => ({ Query: { samples }, things: samples }),
  },
  {
    'a null key is not sent, and its fields are null': '{ samples { taken result } }',
    'an entity that one subgraph does not know has nulls': '{ samples { taken unit } }',
    'both at once': '{ samples { result unit } }',
    'below another entity': '{ samples { parent { result unit parent { unit } } } }',
    'the null key itself': '{ samples { barcode result } }',
  },
);
