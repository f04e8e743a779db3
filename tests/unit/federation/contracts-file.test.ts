import { readContractsFile } from '../../../federation/contracts/contracts-file';

test('a file is read with its defaults', () => {
  expect(readContractsFile('contracts: [{ name: partners, exclude: [internal] }]')).toEqual({
    list: [{ name: 'partners', include: [], exclude: ['internal'], hosts: [] }],
    tags: {},
  });
});

test.each([
  ['', 'the file: Invalid input: expected object'],
  ['contracts: []', 'contracts: Too small'],
  ['contracts: [{ name: partners }]', 'contracts.0: expected include or exclude'],
  ['contracts: [{ name: A B, include: [x] }]', 'contracts.0.name: expected a lower-case letter'],
  ['contracts: [{ name: a, include: [x] }, { name: a, include: [x] }]', 'contracts: expected each name once'],
  ['contracts: [{ name: a, include: ["x y"] }]', 'contracts.0.include.0: expected a tag'],
  ['contracts: [{ name: a, include: [x], hosts: ["https://a.example"] }]', 'contracts.0.hosts.0: expected a host'],
  ['contracts: [{ name: a, include: [x], hosts: [a.b, a.b] }]', 'contracts: expected each host once'],
  ['contracts: [{ name: a, include: [x], path: /a }]', 'contracts.0: Unrecognized key'],
  ['contracts: [{ name: a, include: [x] }]\ntags: { t: ["a b"] }', 'tags.t.0: expected Type'],
  ['contracts: [', 'The contracts file is not valid'],
])('%j is refused: %s', (text, message) => {
  expect(() => readContractsFile(text)).toThrow(message);
});
