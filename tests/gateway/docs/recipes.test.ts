import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { runCommand } from '../../support/process/run-command';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';

jest.setTimeout(120_000); // each query of the recipes is a first read

/**
 * Commands in docs/recipes.md run on the sample: `npx ods-graph …` and `curl …` in a block of the language sh. The block after a
 * command must equal its output. A file that a command reads stands before it: its name, a colon, and a block. `npm run accept`
 * rewrites the outputs.
 */
const FILE = join(HOME, 'docs/recipes.md');
const INPUT = /^`(?<name>[\w-]+\.csv)`:\n\n```csv\n(?<content>[^]*?)```/gm;
const COMMAND = /```sh\n(?<command>[^]*?)```\n\n```(?:csv|json)\n(?<output>[^]*?)```/g;
const SERVER = 'http://127.0.0.1:4000';

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  gateway = await openGateway(sampleGraph());
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-recipes-'));
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

test('the commands of the recipes print what they show', async () => {
  const text = readFileSync(FILE, 'utf8');
  for (const { groups } of text.matchAll(INPUT)) writeFileSync(join(folder, groups!.name!), groups!.content!);
  const blocks = [...text.matchAll(COMMAND)];
  let fresh = text;
  for (const { 0: block, groups } of blocks) {
    const printed = await outputOf(groups!.command!.trim().replaceAll('\\\n', ''));
    if (process.env.ACCEPT === '1')
      fresh = fresh.replace(block, () =>
        block.replace(/(\n```(?:csv|json)\n)[^]*```$/, (_, head) => `${head}${printed}\`\`\``),
      );
    else expect([groups!.command, groups!.output]).toEqual([groups!.command, printed]);
  }
  if (fresh !== text) writeFileSync(FILE, fresh);
  expect(blocks.length).toBeGreaterThanOrEqual(4);
});

/** Runs a command line and returns what it prints, with lines that end like those of the document. */
async function outputOf(line: string): Promise<string> {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const printed = words[0] === 'curl' ? await download(words.at(-1)!) : await runProgram(words);
  return printed.replaceAll('\r\n', '\n');
}

async function download(address: string): Promise<string> {
  const response = await fetch(address.replace(SERVER, gateway.url));
  expect([address, response.status]).toEqual([address, 200]);
  return response.text();
}

async function runProgram([npx, name, ...args]: readonly string[]): Promise<string> {
  expect([npx, name]).toEqual(['npx', 'ods-graph']);
  const { uri, password } = sharedNeo4j();
  const found = args.map((word) =>
    /^[\w-]+\.csv$/.test(word) ? join(folder, word) : word.replace(SERVER, gateway.url),
  );
  const { code, out, notes } = await runCommand(found, { NEO4J_URI: uri, NEO4J_PASSWORD: password });
  expect([args, code, code === 0 ? '' : notes]).toEqual([args, 0, '']);
  return out;
}
