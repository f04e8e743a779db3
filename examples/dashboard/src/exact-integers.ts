/** A string or a number of JSON. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const LONG = /^-?\d{16,}$/;

/** Returns JSON in which integers that are no exact numbers are strings: 9007199254740993 becomes "9007199254740993". */
export function quoteLongIntegers(json: string): string {
  return json.replace(STRING_OR_NUMBER, (text) =>
    LONG.test(text) && !Number.isSafeInteger(Number(text)) ? `"${text}"` : text,
  );
}

/**
 * `fetch` for an API with integers beyond 2^53, such as a BigInt of another subgraph: the gateway sends every digit, and
 * JSON.parse would round them. `BigInt(value)` is exact for what arrives, a number or a string.
 */
export const fetchExactly: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const text = await response.text();
  const { status, statusText, headers } = response;
  return new Response(text === '' ? null : quoteLongIntegers(text), { status, statusText, headers });
};
