import type { RealDataCase } from './real-data-case';

/** Texts that mean one organisation, as people type them, and its code. */
const ONE: Readonly<Record<string, string>> = {
  'leeds teaching hospitals': 'RR8',
  'guys and st thomas': 'RJ1',
  "Guy's & St Thomas'": 'RJ1',
  'st georges university hospital': 'RJ7',
  'imperial college healthcare': 'RYJ',
  'university college london hospitals': 'RRV',
  'royal free london': 'RAL',
  'moorfields eye hosp': 'RP6',
  'great ormond street': 'RP4',
  'manchester university ft': 'R0A',
  'newcastle upon tyne hospitals': 'RTD',
  'nottingham univ hosp': 'RX1',
  'cambridge university hospitals': 'RGT',
  'sheffield teaching hosp': 'RHQ',
  'hull university teaching': 'RWA',
  'united lincolnshire': 'RWD',
  'university hospital southampton': 'RHM',
  'isle of wight nhs trust': 'R1F',
  'royal cornwall hospitals': 'REF',
  'north bristol nhs trust': 'RVJ',
  'kings college hospital': 'RJZ',
  'royal marsden': 'RPY',
  'christie nhs ft': 'RBV',
  'alder hey': 'RBS',
  'west yorkshire icb': 'QWO',
  'kent and medway icb': 'QKS',
  'south western ambulance': 'RYF',
  'tavistock and portman': 'RNK',
  'bird in eye surgery': 'G81086',
  'g 81086': 'G81086',
  rr8: 'RR8',
  'leeds genral infirmary': 'RR801',
  'st jamess university hosp leeds': 'RR813',
  'addenbrookes hospital': 'RGT01',
  'john radcliffe hospital': 'RTH08',
  'royal victoria infirmary newcastle': 'RTD02',
  'freeman hospital newcastle': 'RTD01',
  'st marys hospital newport': 'R1F01',
  'kings lynn pcn': 'U48652',
  'north east and yorkshire region': 'Y63',
};

/** Texts that mean many organisations, and the first of them in their order. */
const MANY: Readonly<Record<string, readonly string[]>> = {
  'leeds trust': ['RR8', 'RY6', 'RGD'],
  'boots pharmacy wakefield': ['FGC47', 'FHP26', 'FLK45'],
  'park surgery': ['A81016', 'G82119', 'H82017', 'J82143'],
  'high street surgery': ['C87018', 'E82133', 'G82117', 'D83023', 'F82023', 'M83016', 'M91654', 'N81013'],
  'LS1 4': ['FFP17', 'D'],
  'leeds general': ['RR801', 'Y05863'],
  'cornwall icb': ['QT6', '11N'],
  'st marys hospital': ['R1F01', 'RP1A1', 'RYJ01'],
  'university college hospital london': ['RRV', 'RRV03'],
  'guys st thomas': ['RJ1', 'Y03796'],
};

const NOTHING = [
  ...[
    'xyzzy',
    'xyzzy surgery',
    'qwertyuiop medical centre',
    'zz99 9zz',
    'unicorn dragon surgery',
    'hogwarts infirmary',
  ],
  ...[
    'G99999',
    '1234567890',
    'kjhgfd',
    'leeds xyzzy',
    'narnia ccg',
    'wakanda',
    'gotham city hospital',
    'zzz',
    'qx1 9zz',
  ],
  ...['hospital of nowhere', 'dr zxcvbnm', 'atlantis pharmacy', '"((("', '&& ||'],
];

const quoted = JSON.stringify;

const first = (text: string, codes: readonly string[]): RealDataCase => ({
  statement: `${quoted(text)} finds ${codes.join(', ')} first, in suggestions and in a search`,
  query: `{ suggest(text: ${quoted(text)}) { code } search(text: ${quoted(text)}, first: ${codes.length}) { nodes { code } } }`,
  response: {
    suggest: expect.arrayContaining(codes.map((code) => ({ code }))) as unknown,
    search: { nodes: codes.map((code) => ({ code })) },
  },
});

const nothing = (text: string): RealDataCase => ({
  statement: `${quoted(text)} finds nothing, and the search says what it understood`,
  query: `{ suggest(text: ${quoted(text)}) { code } search(text: ${quoted(text)}) { totalCount understood { text } } }`,
  response: { suggest: [], search: { totalCount: 0, understood: partsOf(text) } },
});

function partsOf(text: string): { readonly text: string }[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const isPostcode = words.length === 2 && /\d[a-z]{2}$/.test(words[1]!);
  return (isPostcode ? [words.join(' ')] : words).map((part) => ({ text: part }));
}

/** The 2023-01 release has earlier names of practices. */
const FORMER: RealDataCase = {
  statement: 'a practice is found by the name that it had in an earlier release',
  query:
    '{ search(text: "the vallance centre", kinds: [GP_PRACTICE], first: 1) { nodes { code matchedOn matchedText } } }',
  response: {
    search: { nodes: [{ code: 'P84005', matchedOn: 'FORMER_NAME', matchedText: 'THE VALLANCE CENTRE' }] },
  },
};

const MISTYPED: RealDataCase = {
  statement: 'a mistyped word is corrected',
  query: '{ search(text: "leeds genral infirmary", first: 1) { nodes { code matchedOn correctedWords } } }',
  response: { search: { nodes: [{ code: 'RR801', matchedOn: 'NAME', correctedWords: ['general'] }] } },
};

const PREDECESSOR: RealDataCase = {
  statement: 'the code of a closed organisation offers its successor',
  query: '{ suggest(text: "5dh07") { code matchedOn matchedText } }',
  response: {
    suggest: [
      { code: '5DH07', matchedOn: 'CODE', matchedText: null },
      { code: '5QK06', matchedOn: 'PREDECESSOR', matchedText: '5DH07 5DH07' },
    ],
  },
};

export const search: readonly RealDataCase[] = [
  ...Object.entries(ONE).map(([text, code]) => first(text, [code])),
  ...Object.entries(MANY).map(([text, codes]) => first(text, codes)),
  ...NOTHING.map(nothing),
  FORMER,
  MISTYPED,
  PREDECESSOR,
];
