import { spawn, spawnSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { toCurl } from '../../../explorer/playground/copy-as/curl';
import { toFetch } from '../../../explorer/playground/copy-as/fetch';
import { toPython } from '../../../explorer/playground/copy-as/python';
import { bodyOf, toRequest, type Editors } from '../../../explorer/playground/copy-as/request';
import { WORDS } from '../../../explorer/playground/words';

/** What breaks texts in shells, JavaScript, Python and terminals. */
const HOSTILE = [
  `'; touch /tmp/owned; echo '`,
  `"$(id)" \`id\` \${HOME} $HOME !! !x %s \\`,
  'tab\there, line\nbreak, return\r\nend, nul \u0000, escape \u001b[31m, delete \u007f',
  `"""doc""" '''doc''' \\u0041 \\n \\' ends with '`,
  'é ü 漢字 😀 👩‍👩‍👧 \u202egnp.exe \u2028 \u2029 \ufeff \u00a0 \u200b \ud800 \udfff \u{e0001}',
  '</script><!-- #{x} {{x}} <%= x %> @file &x=1 %00 END_OF_BODY',
];
const QUERY = `# It's "quoted" \`here\` \${x} \\ and ''' and \\u0041\tand !!\r
#
  query Z { a(text: """
  .exit
""") }
query A($text: String = "it's \\"fine\\" \\n") { organisation(code: "A") { code } }

query B($text: String = """a "block" of 'text' 😀 \u200b""") { suggest(text: $text) { code } }
# ends with '`;
const VARIABLES = {
  text: HOSTILE.join('\n'),
  each: HOSTILE,
  [HOSTILE[1]!]: { "it's": [true, false, null, 0, -1.5, 1e21, 1e-7, 9_007_199_254_740_991], empty: [{}, []] },
};
const HEADERS = {
  'X-Team': `it's "$(id)" \`id\` !! \\ %s`,
  Authorization: 'Bearer a.b-c_d~e+/=',
  'x-empty': '',
  "x-'!": 'odd',
};
const HOSTILE_EDITORS: Editors = {
  query: QUERY,
  variables: `${JSON.stringify(VARIABLES).slice(0, -1)}, "__proto__": {"polluted": "it's"}}`,
  headers: JSON.stringify(HEADERS),
  operationName: 'B',
};
const PLAIN: Editors = { query: '{ __typename }', variables: '', headers: '' };
/** More than a program takes as one argument. */
const LONG: Editors = { ...PLAIN, variables: JSON.stringify({ text: `it's 漢😀\n`.repeat(20_000) }) };

const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
let status = 200;
const server = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: await text(request) });
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"data":{"name":"é 😀"}}');
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => new Promise((closed) => server.close(closed).closeAllConnections()));

/** What the server answers, as a program writes it. */
const ANSWER = '😀';

/** Pastes a text into a program, and returns what it writes. A prompt of Node.js that ends does not wait for responses. */
async function paste(command: string, args: readonly string[], input: string): Promise<string> {
  const env = { ...process.env, PYTHONIOENCODING: 'utf-8', NODE_REPL_HISTORY: '', no_proxy: '*' };
  const child = spawn(command, args, { env });
  const problems = text(child.stderr);
  if (args.includes('-i') && command === 'node') child.stdin.write(input);
  else child.stdin.end(input);
  let out = '';
  for await (const part of child.stdout.setEncoding('utf8')) {
    out += String(part);
    if (out.includes(ANSWER)) child.stdin.end();
  }
  if (!out.includes(ANSWER)) throw new Error(`${command}: ${out}\n${await problems}`);
  return out;
}

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const FORMS = [
  { what: 'curl in a script', program: 'curl', write: toCurl, run: (t: string) => paste('bash', ['-s'], `${t}\n`) },
  {
    what: 'curl at a prompt',
    program: 'curl',
    write: toCurl,
    run: (t: string) => paste('bash', ['--norc', '-s'], `set -o history -o histexpand\n${t}\n`),
  },
  {
    what: 'fetch in a module',
    program: 'node',
    write: toFetch,
    run: (t: string) => paste('node', ['--input-type=module', '-'], t),
  },
  { what: 'fetch at a prompt', program: 'node', write: toFetch, run: (t: string) => paste('node', ['-i'], `${t}\n`) },
  { what: 'Python in a script', program: 'python3', write: toPython, run: (t: string) => paste('python3', ['-'], t) },
  { what: 'Python at a prompt', program: 'python3', write: toPython, run: (t: string) => paste('python3', ['-i'], t) },
].filter(({ program }) => isThere(program));

test('the programs that copies are for are here', () => {
  expect(FORMS.map(({ what }) => what)).toEqual(expect.arrayContaining(['curl in a script', 'fetch in a module']));
});

describe.each(FORMS)('$what', ({ what, write, run }) => {
  const atPrompt = what.includes('prompt');

  test('sends exactly the query, the variables and the headers of the editors, whatever they hold', async () => {
    for (const editors of atPrompt ? [HOSTILE_EDITORS] : [HOSTILE_EDITORS, LONG]) {
      const request = toRequest(editors, url);
      await run(write(request));
      expect(received).toHaveLength(1);
      const [sent] = received.splice(0);
      expect(JSON.parse(sent!.body)).toEqual(JSON.parse(JSON.stringify(bodyOf(request))));
      expect(sent!.headers).toMatchObject(request.headers);
    }
  });

  if (atPrompt) return;
  test('shows the response of a refused request', async () => {
    status = 400;
    expect(await run(write(toRequest(PLAIN, url)))).toContain('é 😀');
    status = 200;
    received.splice(0);
  });
});

test('a copy has no character that cannot be seen, and no tab', () => {
  for (const write of [toCurl, toFetch, toPython])
    expect(write(toRequest(HOSTILE_EDITORS, url))).not.toMatch(/[^\P{C}\n]|[\u2028\u2029\u00a0]/u);
});

test('the request has the operation at the cursor only if there are several', () => {
  const two = { ...PLAIN, query: 'query A { __typename } query B { __typename }' };
  expect(toRequest({ ...two, operationName: 'B' }, url).operationName).toBe('B');
  expect(toRequest({ ...two, operationName: 'Gone' }, url).operationName).toBe('A');
  expect(toRequest({ ...PLAIN, operationName: 'Gone' }, url)).not.toHaveProperty('operationName');
  expect(toRequest({ ...PLAIN, query: '{ broken', operationName: 'B' }, url)).toMatchObject({ query: '{ broken' });
});

test.each([
  [{ variables: '{' }, WORDS.copy.badVariables],
  [{ variables: '[1]' }, WORDS.copy.badVariables],
  [{ headers: 'null' }, WORDS.copy.badHeaders],
  [{ headers: '{"a": {"b": 1}}' }, WORDS.copy.badHeaders],
  [{ headers: '{"a": "b\\r\\nx-evil: 1"}' }, WORDS.copy.badHeader('a')],
  [{ headers: '{"a b": "c"}' }, WORDS.copy.badHeader('a b')],
  [{ headers: '{"a": "é"}' }, WORDS.copy.badHeader('a')],
])('%j is not copied', (editors, problem) => {
  expect(() => toRequest({ ...PLAIN, ...editors }, url)).toThrow(problem);
});
