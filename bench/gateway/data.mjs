// Data of a small shop: products, reviews and their authors. Always the same.

const PRODUCTS = 200;
const USERS = 100;
const REVIEWS = 800;

const padded = (number) => String(number).padStart(4, '0');
const upTo = (count, make) => Array.from({ length: count }, (_, at) => make(at));

export const products = upTo(PRODUCTS, (at) => ({
  upc: `P${padded(at)}`,
  name: `Table, folding, number ${at}`,
  price: 500 + ((at * 37) % 1_000),
  weight: 50 + ((at * 53) % 400),
}));

export const users = upTo(USERS, (at) => ({
  id: `U${padded(at)}`,
  name: `Reviewer number ${at}`,
  username: `reviewer-${at}`,
}));

/** Four reviews per product, eight per user. */
export const reviews = upTo(REVIEWS, (at) => ({
  id: `R${padded(at)}`,
  body: `It stands on its own legs, and has done so for ${at % 30} years now.`,
  upc: products[at % PRODUCTS].upc,
  userId: users[(at * 7 + Math.floor(at / PRODUCTS) * 13) % USERS].id,
}));

const byKey = (list, key) => new Map(list.map((each) => [each[key], each]));
const grouped = (list, key) => Map.groupBy?.(list, (each) => each[key]) ?? groupedByHand(list, key);

function groupedByHand(list, key) {
  const groups = new Map();
  for (const each of list) groups.set(each[key], [...(groups.get(each[key]) ?? []), each]);
  return groups;
}

const productsByUpc = byKey(products, 'upc');
const usersById = byKey(users, 'id');
const reviewsByUpc = grouped(reviews, 'upc');
const reviewsByUser = grouped(reviews, 'userId');

export const productOf = ({ upc }) => productsByUpc.get(upc);
export const userOf = ({ id }) => usersById.get(id);
export const reviewsOfProduct = ({ upc }) => reviewsByUpc.get(upc) ?? [];
export const reviewsOfUser = ({ id }) => reviewsByUser.get(id) ?? [];
export const topProducts = ({ first, after }) => products.slice(after, after + first);
export const isInStock = ({ upc }) => Number(upc.slice(1)) % 3 !== 0;

/** Free from a price of 1,000; otherwise half the weight. */
export const shippingEstimate = ({ price, weight }) => (price >= 1_000 ? 0 : Math.round(weight / 2));
