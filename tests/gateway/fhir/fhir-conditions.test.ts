import type { Bundle, Organization } from 'fhir/r4';
import { fhirGateway } from '../../support/gateway/fhir';

jest.setTimeout(120_000); // the first reads of a new database are slow

const { get } = fhirGateway();

/** Returns the codes of all results of a search, in their order. */
async function codesOf(query: string): Promise<string[]> {
  const codes: string[] = [];
  for (let url: string | undefined = `Organization?_count=1000&_elements=name&${query}`; url;) {
    const { statusCode, body } = await get(url);
    expect([url, statusCode, statusCode === 200 ? '' : body]).toEqual([url, 200, '']);
    const { entry = [], link = [] } = JSON.parse(body) as Bundle<Organization>;
    codes.push(...entry.map(({ resource }) => resource!.id!));
    url = link.find(({ relation }) => relation === 'next')?.url.split('/fhir/')[1];
  }
  return codes;
}

const OTHERS = ['', 'active=false', 'address-country=england', 'address-postalcode=ZZ', 'lastChangeDate=ge2015-01-01'];

test.each(OTHERS)('with %j, those with a role and those without it are all, however many they are', async (others) => {
  const all = await codesOf(others);
  expect(all).toEqual([...new Set(all)].sort());
  expect(all.length).toBeGreaterThan(40);
  const holding = new Map<string, Set<string>>();
  for (const role of ['RO76', 'RO177', 'RO182']) {
    const held = await codesOf(`${others}&roleCode=${role}`);
    const without = await codesOf(`${others}&roleCode:not=${role}`);
    expect([role, [...held, ...without].sort()]).toEqual([role, all]);
    holding.set(role, new Set(held));
  }
  const [practices, centres, pharmacies] = ['RO76', 'RO177', 'RO182'].map((role) => holding.get(role)!);
  const either = all.filter((code) => practices!.has(code) || pharmacies!.has(code));
  expect(await codesOf(`${others}&roleCode=RO76,RO182`)).toEqual(either);
  const both = all.filter((code) => centres!.has(code) && practices!.has(code));
  expect(await codesOf(`${others}&roleCode=RO177&roleCode=RO76`)).toEqual(both);
  const none = all.filter((code) => !pharmacies!.has(code) && !centres!.has(code));
  expect(await codesOf(`${others}&roleCode:not=RO182,RO177`)).toEqual(none);
});

test('conditions that are found in different ways restrict each other', async () => {
  const ids = (await codesOf('address-postalcode=ZZ2')).slice(0, 40);
  const conditions = [
    'address-postalcode=ZZ2',
    'name=old',
    'name:contains=surg',
    'address-city=ex',
    `_id=${ids.join(',')}`,
  ];
  const found = await Promise.all(conditions.map(codesOf));
  let common = 0;
  for (const [one, codes] of found.entries())
    for (const [other, otherCodes] of found.slice(0, one).entries()) {
      const both = codes.filter((code) => otherCodes.includes(code));
      const query = `${conditions[one]}&${conditions[other]}`;
      expect([query, await codesOf(query)]).toEqual([query, both]);
      expect([query, await codesOf(`${query}&roleCode:not=RO1`)]).toEqual([query, both]);
      if (both.length > 0 && both.length < codes.length && both.length < otherCodes.length) common++;
    }
  expect(common).toBeGreaterThan(3);
});
