/** The parts of a request that say which organisation was asked for. */
interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A code as ODS has it; anything else in a variable of that name is no code. */
const CODE = /^[a-z\d]{1,20}$/i;
const LITERAL = /\borganisation\s*\(\s*code\s*:\s*"([^"]*)"/;

/** Returns the address in the explorer of the organisation that a query asks for, as of the day of its variables. */
export function askedOrganisation({ query, variables }: Asked): { code: string; url: string } | undefined {
  const { code, practice, codes, day, date } = variables ?? {};
  const candidates = [code, practice, Array.isArray(codes) ? codes[0] : undefined, LITERAL.exec(query)?.[1]];
  const found = candidates.find((each): each is string => typeof each === 'string' && CODE.test(each));
  if (found === undefined) return undefined;
  const on = [day, date].find((each): each is string => typeof each === 'string' && /^\d{4}-\d\d-\d\d$/.test(each));
  return { code: found, url: `/organisation/${found}${on === undefined ? '' : `?date=${on}`}` };
}
