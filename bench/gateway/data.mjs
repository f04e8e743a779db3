// Data of a small shop, always the same. It has the shape of the public benchmark of federation gateways: as many users,
// products and reviews, texts of these lengths, one author of all reviews, and two reviews for each user.

const NAMES = ['Table', 'Couch', 'Glass', 'Chair', 'Screen', 'Lamp', 'Grill', 'Fridge', 'Sofa'];
const PRICES = [899, 1_299, 15, 499, 1_299, 6_999, 3_999, 100_000, 9_999];
const WEIGHTS = [100, 1_000, 20, 100, 1_000, 300, 2_000, 6_000, 800];
/** Characters of each review, and the product it is about. */
const LENGTHS = [445, 294, 277, 143, 445, 294, 277, 143, 143, 143, 847];
const REVIEWED = ['1', '1', '1', '1', '2', '2', '2', '2', '3', '4', '4'];
const SENTENCE = 'It stands on its own legs, and has done so since the day it came. ';

const textOf = (length) => SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);

export const users = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'].map((name, at) => ({
  id: String(at + 1),
  name: `${name} Someone`,
  username: `${name.toLowerCase()}some`,
}));

export const products = NAMES.map((name, at) => ({
  upc: String(at + 1),
  name,
  price: PRICES[at],
  weight: WEIGHTS[at],
  inStock: [0, 4, 5, 6, 8].includes(at),
}));

export const reviews = LENGTHS.map((length, at) => ({ id: String(at + 1), body: textOf(length), upc: REVIEWED[at] }));

export const productOf = ({ upc }) => products.find((product) => product.upc === upc);
export const userOf = ({ id }) => users.find((user) => user.id === id);
export const reviewsOfProduct = ({ upc }) => reviews.filter((review) => review.upc === upc);
export const reviewsOfUser = () => reviews.slice(0, 2);
export const topProducts = ({ first = 5 }) => products.slice(0, first);
export const authorOf = () => users[0];

/** Free above a price of 1,000; otherwise half the weight. */
export const shippingEstimate = ({ price, weight }) => (price > 1_000 ? 0 : Math.trunc(weight / 2));
