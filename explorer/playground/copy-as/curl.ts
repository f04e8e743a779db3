import { escapeUnseen } from './escape';
import { bodyOf, type CopiedRequest } from './request';

/** The longest argument that Linux passes to a program is 128 KiB. */
const MOST_IN_ARGUMENT = 100_000;

/** Returns a curl command for bash and zsh. */
export function toCurl(request: CopiedRequest): string {
  const body = escapeUnseen(JSON.stringify(bodyOf(request)));
  const headers = Object.entries(request.headers).map(([name, value]) => `  -H ${quote(header(name, value))} \\`);
  const start = [`curl ${quote(request.url)} \\`, ...headers];
  if (body.length <= MOST_IN_ARGUMENT) return [...start, `  --data-raw ${quote(body)}`].join('\n');
  return [...start, "  --data-binary @- <<'END_OF_BODY'", body, 'END_OF_BODY'].join('\n');
}

/** curl removes a header without a value, and sends one that ends with a semicolon. */
function header(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${escapeTab(value)}`;
}

/** A tab that is pasted asks the shell for suggestions; a header means the same with a space. */
const escapeTab = (value: string) => value.replaceAll('\t', ' ');

/** A text in single quotes, in which a shell changes nothing. */
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
