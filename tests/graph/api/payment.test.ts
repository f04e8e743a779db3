import { LANDMARKS } from '../../../sample/landmarks';
import { asking, askingCold } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

const graph = sampleGraph();
const ask = asking(graph);
const PAYMENT = `payees { organisation { code } rule path { length hops { type { code } source { code } target { code } } } } reason stoppedAt { code }`;
const paymentOf = async (code: string, date: string) => {
  const { data, errors } = await ask(
    `{ organisation(code: "${code}", asOf: { date: "${date}" }) { payment { ${PAYMENT} } } }`,
  );
  expect(errors).toBeUndefined();
  return (data!.organisation as { payment: unknown }).payment;
};
const hop = (type: string, source: string, target: string) => ({
  type: { code: type },
  source: { code: source },
  target: { code: target },
});
const payee = (code: string, rule: string, ...hops: ReturnType<typeof hop>[]) => ({
  organisation: { code },
  rule,
  path: { length: hops.length, hops },
});
const paid = (...payees: ReturnType<typeof payee>[]) => ({ payees, reason: null, stoppedAt: null });
const nobody = (reason: string, stoppedAt: string) => ({ payees: [], reason, stoppedAt: { code: stoppedAt } });

const operated = hop('RE6', LANDMARKS.vaccinationSite, LANDMARKS.practice);
const member = hop('RE8', LANDMARKS.practice, LANDMARKS.network);

test('a vaccination site before its network had a payee: the lead practice is named, and nobody for the network', async () => {
  expect(await paymentOf(LANDMARKS.vaccinationSite, '2021-03-31')).toEqual({
    payees: [payee(LANDMARKS.practice, 'OPERATING_PARENT', operated)],
    reason: 'NO_PAYEE_RECORDED',
    stoppedAt: { code: LANDMARKS.network },
  });
});

test('a day later the nominated payee is named too, with every hop', async () => {
  expect(await paymentOf(LANDMARKS.vaccinationSite, '2021-04-01')).toEqual(
    paid(
      payee(LANDMARKS.practice, 'OPERATING_PARENT', operated),
      payee(LANDMARKS.practice, 'NOMINATED_PAYEE', operated, member, hop('RE9', LANDMARKS.practice, LANDMARKS.network)),
    ),
  );
});

test('a network with RE9 and RE10 at once: RE10 counts from a vaccination site only', async () => {
  const site = await paymentOf('ZXVC010', '2021-06-01');
  expect(site).toMatchObject({
    payees: [
      { rule: 'OPERATING_PARENT', organisation: { code: 'ZXP0004' } },
      { rule: 'COVID_NOMINATED_PAYEE', organisation: { code: 'ZXP0001' } },
    ],
    reason: null,
  });
  expect(await paymentOf(LANDMARKS.networkWithOtherCovidPayee, '2021-06-01')).toEqual(
    paid(payee('ZXP0016', 'NOMINATED_PAYEE', hop('RE9', 'ZXP0016', LANDMARKS.networkWithOtherCovidPayee))),
  );
  expect(await paymentOf(LANDMARKS.networkOnlyCovidPayee, '2021-06-01')).toEqual(
    nobody('NO_PAYEE_RECORDED', LANDMARKS.networkOnlyCovidPayee),
  );
});

test('sites of a pharmacy, a trust and an independent provider are paid through their operators', async () => {
  const sold = (pharmacy: string) =>
    paid(payee(pharmacy, 'OPERATING_PARENT', hop('RE6', LANDMARKS.vaccinationSiteOfPharmacy, pharmacy)));
  expect(await paymentOf(LANDMARKS.vaccinationSiteOfPharmacy, '2022-01-31')).toEqual(sold('ZXF0002'));
  expect(await paymentOf(LANDMARKS.vaccinationSiteOfPharmacy, '2022-02-01')).toEqual(sold('ZXF0003'));
  expect(await paymentOf(LANDMARKS.vaccinationSiteOfTrust, '2021-06-01')).toEqual(
    paid(payee(LANDMARKS.trust, 'OPERATING_PARENT', hop('RE6', LANDMARKS.vaccinationSiteOfTrust, LANDMARKS.trust))),
  );
  expect(await paymentOf(LANDMARKS.vaccinationSiteOfOther, '2021-06-01')).toMatchObject({
    payees: [{ rule: 'OPERATING_PARENT', organisation: { code: 'ZXW009' } }],
  });
});

test('several payees of a network are all named, the later nomination first, closed ones too', async () => {
  const network = LANDMARKS.networkWithTwoPayees;
  expect(await paymentOf(network, '2024-09-30')).toEqual(
    paid(
      payee('ZXP0031', 'NOMINATED_PAYEE', hop('RE9', 'ZXP0031', network)),
      payee('ZXD001', 'NOMINATED_PAYEE', hop('RE9', 'ZXD001', network)),
    ),
  );
  expect(await paymentOf('ZXN0046', '2024-09-30')).toMatchObject({
    payees: [{ organisation: { code: LANDMARKS.closedPayee } }],
  });
});

test('a practice in two networks on one day has the payees of both', async () => {
  const practice = LANDMARKS.practiceWithTwoNetworksOnOneDay;
  expect(await paymentOf(practice, '2022-04-01')).toEqual(
    paid(
      payee('ZXP0016', 'NOMINATED_PAYEE', hop('RE8', practice, 'ZXN0004'), hop('RE9', 'ZXP0016', 'ZXN0004')),
      payee(practice, 'NOMINATED_PAYEE', hop('RE8', practice, 'ZXN0003'), hop('RE9', practice, 'ZXN0003')),
    ),
  );
});

test('anything else is paid itself', async () => {
  expect(await paymentOf(LANDMARKS.trust, '2024-09-30')).toEqual(paid(payee(LANDMARKS.trust, 'ITSELF')));
});

test.each([
  ['NO_SUCH_LINK', LANDMARKS.practiceInNoNetwork, '2024-09-30'],
  ['NOT_ON_DATE', LANDMARKS.formerMember, '2024-09-30'],
  ['OTHER_NATION', LANDMARKS.practiceWelsh, '2024-09-30'],
  ['NOT_ACTIVE', LANDMARKS.practiceWithoutSuccessor, '2024-09-30'],
  ['NO_SUCH_LINK', LANDMARKS.vaccinationSiteWithoutParent, '2021-06-01'],
  ['NO_PAYEE_RECORDED', LANDMARKS.networkWithoutPayee, '2024-09-30'],
])('where nobody is named the reason is %s for %s', async (reason, code, date) => {
  expect(await paymentOf(code, date)).toEqual(nobody(reason, code));
});

test('the payees of fifty sites are found in fourteen reads', async () => {
  const { data, reads } = await askingCold(graph)(
    `{ search(kinds: [VACCINATION_SITE], asOf: { date: "2021-06-01" }, first: 50) { nodes { payment { payees { rule organisation { code } } reason } } } }`,
  );
  const { nodes } = data!.search as { nodes: { payment: { payees: { rule: string }[] } }[] };
  expect(nodes).toHaveLength(50);
  expect(new Set(nodes.flatMap(({ payment }) => payment.payees.map(({ rule }) => rule)))).toEqual(
    new Set(['OPERATING_PARENT', 'NOMINATED_PAYEE', 'COVID_NOMINATED_PAYEE']),
  );
  expect(reads.length).toBeLessThanOrEqual(14);
});
