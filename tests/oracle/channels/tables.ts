import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { bodyOf, queryOf, type Asked, type Channel, type Service } from './channel';
import { distinct, joined, sorted, type Answers, type Facts } from './facts';

type Row = Readonly<Record<string, string | boolean | null>>;

const addressOf = ({ url }: Service, asked: Asked, extension: string): string =>
  `${url}/export/organisations.${extension}?includeInactive=true&${queryOf(asked)}`;

/** Yields the texts of the release, or of each run. Stops reading after the last code of a run. */
async function* textsOf(
  service: Service,
  asked: Asked,
  extension: string,
  isLast: (line: string, code: string) => boolean,
): AsyncGenerator<string> {
  const address = addressOf(service, asked, extension);
  if (!service.runs) return yield await bodyOf(await fetch(address));
  for (const { after, codes } of service.runs) {
    const response = await fetch(`${address}&after=${encodeURIComponent(after)}`);
    if (!response.ok) await bodyOf(response);
    yield await readUntil(response, (line) => isLast(line, codes.at(-1)!));
  }
}

/** Returns the whole lines of a response up to one; the rest is not read. */
async function readUntil(response: Response, isLast: (line: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  const lines: string[] = [];
  let rest = '';
  for await (const chunk of response.body!) {
    const whole = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = whole.pop()!;
    for (const line of whole) {
      lines.push(line);
      if (isLast(line)) return lines.join('\n');
    }
  }
  return [...lines, rest].join('\n');
}

/** The release as CSV. */
export const csvExport =
  (service: Service): Channel =>
  async (codes, asked) => {
    const rows: Row[] = [];
    for await (const text of textsOf(service, asked, 'csv', (line, code) => line.startsWith(`${code},`)))
      rows.push(...(parse(text, { columns: true }) as unknown as Row[]));
    return ofCodes(codes, rows);
  };

/** The whole release as Parquet. */
export const parquetExport =
  (service: Service): Channel =>
  async (codes, asked) => {
    const response = await fetch(addressOf(service, asked, 'parquet'));
    if (!response.ok) throw new Error(await bodyOf(response));
    return ofCodes(codes, (await parquetReadObjects({ file: await response.arrayBuffer() })) as Row[]);
  };

function ofCodes(codes: readonly string[], rows: readonly Row[]): Answers {
  const wanted = new Set(codes);
  return new Map(rows.filter(({ code }) => wanted.has(String(code))).map((row) => [String(row.code), factsIn(row)]));
}

function factsIn(row: Row): Partial<Facts> {
  const text = (name: string) => String(row[name] ?? '').replace(/^'(?=[=+\-@])/, '');
  return {
    name: text('name'),
    postcode: text('postcode'),
    kind: text('kinds').split('; ')[0]!,
    kinds: text('kinds'),
    isActive: text('isActive'),
    basisUsed: text('basisUsed'),
    roles: sorted(distinct(text('roleCodes').split('; ').filter(Boolean))),
    operator: text('operatorCodes'),
    commissioner: text('commissionerCodes'),
    icb: text('icbCodes'),
    icbReason: text('icbReason'),
    region: text('regionCodes'),
    regionReason: text('regionReason'),
  };
}

interface Line {
  readonly code: string;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly isActive: boolean;
  readonly basisUsed: string;
  readonly address: { readonly postcode: string | null } | null;
  readonly roles: readonly string[];
  readonly operators: readonly string[];
  readonly commissioners: readonly string[];
  readonly icb: Found;
  readonly region: Found;
}
interface Found {
  readonly organisations: readonly { readonly code: string }[];
  readonly reason: string | null;
}

/** The release as NDJSON. */
export const ndjsonExport =
  (service: Service): Channel =>
  async (codes, asked) => {
    const wanted = new Set(codes);
    const found: Line[] = [];
    for await (const text of textsOf(service, asked, 'ndjson', (line, code) => line.startsWith(`{"code":"${code}"`)))
      for (const line of text.split('\n').filter(Boolean)) found.push(JSON.parse(line) as Line);
    return new Map(found.filter(({ code }) => wanted.has(code)).map((line) => [line.code, factsOfLine(line)]));
  };

function factsOfLine(line: Line): Partial<Facts> {
  const codesIn = ({ organisations }: Found) => joined(organisations.map(({ code }) => code));
  return {
    name: line.name,
    postcode: line.address?.postcode ?? '',
    kind: line.kinds[0]!,
    kinds: joined(line.kinds),
    isActive: String(line.isActive),
    basisUsed: line.basisUsed,
    roles: sorted(distinct(line.roles)),
    operator: joined(line.operators),
    commissioner: joined(line.commissioners),
    icb: codesIn(line.icb),
    icbReason: line.icb.reason ?? '',
    region: codesIn(line.region),
    regionReason: line.region.reason ?? '',
  };
}
