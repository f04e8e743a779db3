// The four subgraphs, and the same API as one schema.
import * as data from './data.mjs';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@external", "@provides", "@shareable"])';

const author = () => ({ id: data.authorOf().id, username: data.authorOf().username });
const product = ({ upc }) => ({ upc });

export const subgraphs = {
  users: {
    typeDefs: `${LINK}
      type Query { users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
    resolvers: { Query: { users: () => data.users }, User: { __resolveReference: data.userOf } },
  },
  products: {
    typeDefs: `${LINK}
      type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_root, args) => data.topProducts(args) },
      Product: { __resolveReference: data.productOf },
    },
  },
  reviews: {
    typeDefs: `${LINK}
      type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: { author, product },
      User: { reviews: data.reviewsOfUser },
      Product: { reviews: data.reviewsOfProduct },
    },
  },
  inventory: {
    typeDefs: `${LINK}
      type Product @key(fields: "upc") {
        upc: String!
        price: Int @external
        weight: Int @external
        inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: { inStock: ({ upc }) => data.productOf({ upc }).inStock, shippingEstimate: data.shippingEstimate },
    },
  },
};

export const whole = {
  typeDefs: `
    type Query { users: [User] topProducts(first: Int = 5): [Product] }
    type Product {
      upc: String! name: String price: Int weight: Int
      inStock: Boolean shippingEstimate: Int reviews: [Review]
    }
    type Review { id: ID! body: String author: User product: Product }
    type User { id: ID! name: String username: String reviews: [Review] }`,
  resolvers: {
    Query: { users: () => data.users, topProducts: (_root, args) => data.topProducts(args) },
    Product: { shippingEstimate: data.shippingEstimate, reviews: data.reviewsOfProduct },
    Review: { author: data.authorOf, product: data.productOf },
    User: { reviews: data.reviewsOfUser },
  },
};
