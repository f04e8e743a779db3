/** The content of a file whose `${NAME}` were replaced. */
export interface Expanded {
  readonly content: unknown;
  readonly problems: readonly string[];
  /** Replaces the values of variables by their names, so that no message has a secret. */
  hide(message: string): string;
}

const VARIABLE = /\$(?:\$(?=\{)|\{([A-Za-z_][A-Za-z0-9_]*)\})/g;

/** Replaces `${NAME}` in every text by the variable of the environment. `$${` stands for `${`. */
export function expandEnvironment(content: unknown, env: Readonly<Record<string, string | undefined>>): Expanded {
  const problems: string[] = [];
  const used = new Map<string, string>();
  const expandText = (text: string, path: readonly string[]) =>
    text.replace(VARIABLE, (whole, name: string | undefined) => {
      if (name === undefined) return '$';
      const value = env[name];
      if (value === undefined) problems.push(`${path.join('.')}: the environment has no ${name}`);
      else if (value !== '') used.set(value, whole);
      return value ?? '';
    });
  const expand = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return expandText(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item, at) => expand(item, [...path, String(at)]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key])]));
  };
  const hide = (message: string) =>
    [...used].reduce((text, [value, name]) => text.replaceAll(value, () => name), message);
  return { content: expand(content, []), problems, hide };
}
