import { escapeUnseenForPython } from './escape';
import { bodyOf, type CopiedRequest } from './request';

/** Returns a script for Python 3 that needs no package. It can be pasted into the interactive mode too. */
export function toPython(request: CopiedRequest): string {
  const { query, ...others } = bodyOf(request);
  const parts = Object.entries(others).map(([name, value]) => `    "${name}": ${literal(value, '    ')},`);
  return `import json
import urllib.error
import urllib.request

body = {
    "query": ${longText(query)},
${parts.map((part) => `${part}\n`).join('')}}
headers = ${literal(request.headers, '')}
request = urllib.request.Request(${text(request.url)}, json.dumps(body).encode(), headers)
try:
    response = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    response = error

print(json.dumps(json.load(response), indent=2, ensure_ascii=False))
`;
}

/** A text in three quotes, which keeps the lines of the query. */
function longText(value: string): string {
  return `'''${escapeUnseenForPython(value.replace(/[\\']/g, '\\$&'), '\n')}'''`;
}

/** JSON's escapes mean the same in Python. */
const text = (value: string) => escapeUnseenForPython(JSON.stringify(value));

const CONSTANTS = new Map<unknown, string>([
  [null, 'None'],
  [true, 'True'],
  [false, 'False'],
]);

/** A value of JSON as Python, on several lines. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  if (Array.isArray(value))
    return list(
      '[',
      value.map((item) => literal(item, inner)),
      ']',
      indent,
    );
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return CONSTANTS.get(value) ?? String(value);
  const fields = Object.entries(value).map(([name, of]) => `${text(name)}: ${literal(of, inner)}`);
  return list('{', fields, '}', indent);
}

function list(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${indent}    ${item},\n`).join('')}${indent}${close}`;
}
