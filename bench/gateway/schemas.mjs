// The four subgraphs, and the same API as one schema.
import * as data from './data.mjs';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@external"])';

const author = ({ userId }) => ({ id: userId });
const product = ({ upc }) => ({ upc });

export const subgraphs = {
  products: {
    typeDefs: `${LINK}
      type Query { topProducts(first: Int!, after: Int!): [Product!]! }
      type Product @key(fields: "upc") { upc: ID! name: String! price: Int! weight: Int! }`,
    resolvers: {
      Query: { topProducts: (_root, args) => data.topProducts(args) },
      Product: { __resolveReference: data.productOf },
    },
  },
  reviews: {
    typeDefs: `${LINK}
      type Review @key(fields: "id") { id: ID! body: String! author: User! product: Product! }
      type User @key(fields: "id") { id: ID! reviews: [Review!]! }
      type Product @key(fields: "upc") { upc: ID! reviews: [Review!]! }`,
    resolvers: {
      Review: { author, product },
      User: { reviews: data.reviewsOfUser },
      Product: { reviews: data.reviewsOfProduct },
    },
  },
  accounts: {
    typeDefs: `${LINK}
      type User @key(fields: "id") { id: ID! name: String! username: String! }`,
    resolvers: { User: { __resolveReference: data.userOf } },
  },
  inventory: {
    typeDefs: `${LINK}
      type Product @key(fields: "upc") {
        upc: ID!
        price: Int! @external
        weight: Int! @external
        inStock: Boolean!
        shippingEstimate: Int! @requires(fields: "price weight")
      }`,
    resolvers: { Product: { inStock: data.isInStock, shippingEstimate: data.shippingEstimate } },
  },
};

export const whole = {
  typeDefs: `
    type Query { topProducts(first: Int!, after: Int!): [Product!]! }
    type Product {
      upc: ID! name: String! price: Int! weight: Int!
      inStock: Boolean! shippingEstimate: Int! reviews: [Review!]!
    }
    type Review { id: ID! body: String! author: User! product: Product! }
    type User { id: ID! name: String! username: String! reviews: [Review!]! }`,
  resolvers: {
    Query: { topProducts: (_root, args) => data.topProducts(args) },
    Product: { inStock: data.isInStock, shippingEstimate: data.shippingEstimate, reviews: data.reviewsOfProduct },
    Review: { author: ({ userId }) => data.userOf({ id: userId }), product: data.productOf },
    User: { reviews: data.reviewsOfUser },
  },
};
