import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const PAYMENT = `payees { organisation { code } rule path { length hops { type { code } source { code } target { code } } } } reason stoppedAt { code }`;
const paymentOf = async (code: string, date: string) => {
  const { data, errors } = await execute(
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
const noPayee = (reason: string, stoppedAt: string) => ({ payees: [], reason, stoppedAt: { code: stoppedAt } });

const operated = hop('RE6', KNOWN_CASES.vaccinationSite, KNOWN_CASES.practice);
const member = hop('RE8', KNOWN_CASES.practice, KNOWN_CASES.network);

test('a vaccination site before its network had a payee is paid through the lead practice only', async () => {
  expect(await paymentOf(KNOWN_CASES.vaccinationSite, '2021-03-31')).toEqual({
    payees: [payee(KNOWN_CASES.practice, 'OPERATING_PARENT', operated)],
    reason: 'NO_PAYEE_RECORDED',
    stoppedAt: { code: KNOWN_CASES.network },
  });
});

test('a day later the nominated payee is returned too, with every hop', async () => {
  expect(await paymentOf(KNOWN_CASES.vaccinationSite, '2021-04-01')).toEqual(
    paid(
      payee(KNOWN_CASES.practice, 'OPERATING_PARENT', operated),
      payee(
        KNOWN_CASES.practice,
        'NOMINATED_PAYEE',
        operated,
        member,
        hop('RE9', KNOWN_CASES.practice, KNOWN_CASES.network),
      ),
    ),
  );
});

test('in a network with RE9 and RE10, RE10 applies to vaccination sites only', async () => {
  const site = await paymentOf('ZXVC010', '2021-06-01');
  expect(site).toMatchObject({
    payees: [
      { rule: 'OPERATING_PARENT', organisation: { code: 'ZXP0004' } },
      { rule: 'COVID_NOMINATED_PAYEE', organisation: { code: 'ZXP0001' } },
    ],
    reason: null,
  });
  expect(await paymentOf(KNOWN_CASES.networkWithOtherCovidPayee, '2021-06-01')).toEqual(
    paid(payee('ZXP0016', 'NOMINATED_PAYEE', hop('RE9', 'ZXP0016', KNOWN_CASES.networkWithOtherCovidPayee))),
  );
  expect(await paymentOf(KNOWN_CASES.networkOnlyCovidPayee, '2021-06-01')).toEqual(
    noPayee('NO_PAYEE_RECORDED', KNOWN_CASES.networkOnlyCovidPayee),
  );
});

test('sites of a pharmacy, a trust and an independent provider are paid through their operators', async () => {
  const sold = (pharmacy: string) =>
    paid(payee(pharmacy, 'OPERATING_PARENT', hop('RE6', KNOWN_CASES.vaccinationSiteOfPharmacy, pharmacy)));
  expect(await paymentOf(KNOWN_CASES.vaccinationSiteOfPharmacy, '2022-01-31')).toEqual(sold('ZXF0002'));
  expect(await paymentOf(KNOWN_CASES.vaccinationSiteOfPharmacy, '2022-02-01')).toEqual(sold('ZXF0003'));
  expect(await paymentOf(KNOWN_CASES.vaccinationSiteOfTrust, '2021-06-01')).toEqual(
    paid(
      payee(KNOWN_CASES.trust, 'OPERATING_PARENT', hop('RE6', KNOWN_CASES.vaccinationSiteOfTrust, KNOWN_CASES.trust)),
    ),
  );
  expect(await paymentOf(KNOWN_CASES.vaccinationSiteOfOther, '2021-06-01')).toMatchObject({
    payees: [{ rule: 'OPERATING_PARENT', organisation: { code: 'ZXW009' } }],
  });
});

test('all payees of a network are returned, the later nomination first, closed ones too', async () => {
  const network = KNOWN_CASES.networkWithTwoPayees;
  expect(await paymentOf(network, '2024-09-30')).toEqual(
    paid(
      payee('ZXP0031', 'NOMINATED_PAYEE', hop('RE9', 'ZXP0031', network)),
      payee('ZXD001', 'NOMINATED_PAYEE', hop('RE9', 'ZXD001', network)),
    ),
  );
  expect(await paymentOf('ZXN0046', '2024-09-30')).toMatchObject({
    payees: [{ organisation: { code: KNOWN_CASES.closedPayee } }],
  });
});

test('a practice in two networks on one day has the payees of both', async () => {
  const practice = KNOWN_CASES.practiceWithTwoNetworksOnOneDay;
  expect(await paymentOf(practice, '2022-04-01')).toEqual(
    paid(
      payee('ZXP0016', 'NOMINATED_PAYEE', hop('RE8', practice, 'ZXN0004'), hop('RE9', 'ZXP0016', 'ZXN0004')),
      payee(practice, 'NOMINATED_PAYEE', hop('RE8', practice, 'ZXN0003'), hop('RE9', practice, 'ZXN0003')),
    ),
  );
});

test('any other organisation is paid itself', async () => {
  expect(await paymentOf(KNOWN_CASES.trust, '2024-09-30')).toEqual(paid(payee(KNOWN_CASES.trust, 'ITSELF')));
});

test.each([
  ['NO_SUCH_LINK', KNOWN_CASES.practiceInNoNetwork, '2024-09-30'],
  ['NOT_ON_DATE', KNOWN_CASES.formerMember, '2024-09-30'],
  ['OTHER_NATION', KNOWN_CASES.practiceWelsh, '2024-09-30'],
  ['NOT_ACTIVE', KNOWN_CASES.practiceWithoutSuccessor, '2024-09-30'],
  ['NO_SUCH_LINK', KNOWN_CASES.vaccinationSiteWithoutParent, '2021-06-01'],
  ['NO_PAYEE_RECORDED', KNOWN_CASES.networkWithoutPayee, '2024-09-30'],
])('an organisation without payee has the reason %s: %s', async (reason, code, date) => {
  expect(await paymentOf(code, date)).toEqual(noPayee(reason, code));
});

test('the payees of fifty sites are found in fourteen reads', async () => {
  const { data, reads } = await createColdExecutor(graph)(
    `{ search(kinds: [VACCINATION_SITE], asOf: { date: "2021-06-01" }, first: 50) { nodes { payment { payees { rule organisation { code } } reason } } } }`,
  );
  const { nodes } = data!.search as { nodes: { payment: { payees: { rule: string }[] } }[] };
  expect(nodes).toHaveLength(50);
  expect(new Set(nodes.flatMap(({ payment }) => payment.payees.map(({ rule }) => rule)))).toEqual(
    new Set(['OPERATING_PARENT', 'NOMINATED_PAYEE', 'COVID_NOMINATED_PAYEE']),
  );
  expect(reads.length).toBeLessThanOrEqual(14);
});
