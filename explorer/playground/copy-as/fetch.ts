import { escapeUnseen } from './escape';
import { bodyOf, type CopiedRequest } from './request';

/** Returns an expression for the console of a browser, for scripts, and for the prompt of Node.js. */
export function toFetch(request: CopiedRequest): string {
  const { query, ...others } = bodyOf(request);
  const parts = Object.entries(others).map(([name, value]) => `    ${name}: ${literal(value, '    ')},`);
  return `fetch(${literal(request.url, '')}, {
  method: "POST",
  headers: ${literal(request.headers, '  ')},
  body: JSON.stringify({
    query: ${template(query)},
${parts.map((part) => `${part}\n`).join('')}  }),
}).then((response) => response.json()).then((result) => {
  console.log(JSON.stringify(result, null, 2));
});
`;
}

/** A line that the prompt of Node.js reads as a command of its own, such as .exit. */
const COMMAND = /^(\s*)\.(?!\.)/gm;

/** A template literal, which keeps the lines of the query. */
function template(text: string): string {
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(COMMAND, '$1\\u002e');
  return `\`${escapeUnseen(escaped, '\n')}\``;
}

/** A value of JSON as JavaScript, on several lines. */
function literal(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return escapeUnseen(JSON.stringify(value));
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return list(
      '[',
      value.map((item) => literal(item, inner)),
      ']',
      indent,
    );
  const fields = Object.entries(value).map(([name, of]) => `${key(name)}: ${literal(of, inner)}`);
  return list('{', fields, '}', indent);
}

/** The name of a field. Without brackets, `__proto__` would set the prototype. */
function key(name: string): string {
  const text = escapeUnseen(JSON.stringify(name));
  return name === '__proto__' ? `[${text}]` : text;
}

function list(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`;
}
