// Invented payments for networks. Payees come from a list, in which ZXN0005 is paid to a practice that is not its
// nominated payee. Each amount is computed from the network and the month.
const PAID_TO = {
  ZXN0001: 'ZXP0001',
  ZXN0002: 'ZXP0006',
  ZXN0003: 'ZXP0011',
  ZXN0004: 'ZXP0016',
  ZXN0005: 'ZXP0022',
  ZXN0006: 'ZXD001',
  ZXN0007: 'ZXP0031',
  ZXN0008: 'ZXT01',
  ZXN0009: 'ZXT0101',
};

const resolvers = {
  Query: {
    payments: (_root, { month, networks }) =>
      Object.keys(PAID_TO)
        .filter((network) => !networks || networks.includes(network))
        .map((network) => paymentFor(network, month)),
  },
  Payment: {
    __resolveReference({ id }) {
      const [month, network] = id.split(':');
      return PAID_TO[network] ? paymentFor(network, month) : null;
    },
  },
};

function paymentFor(network, month) {
  const id = `${month}:${network}`;
  const pence = 2_000_000 + (hash(id) % 3_000_000);
  return { id, month, amount: pence / 100, network: { code: network }, paidTo: { code: PAID_TO[network] } };
}

function hash(text) {
  return [...text].reduce((sum, letter) => ((sum + letter.charCodeAt(0)) * 7_919) % 1_000_003, 11) * 3;
}

module.exports = { resolvers };
