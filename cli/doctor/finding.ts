/** The result of one check. */
export interface Finding {
  /** What was looked at, for example 'Java'. */
  readonly name: string;
  /** `problem`: the service does not start or does not answer. `warning`: it does, but something should be done. */
  readonly state: 'ok' | 'warning' | 'problem' | 'unknown';
  /** What was seen, in one sentence. */
  readonly seen: string;
  /** What to do. Present for warnings and problems. */
  readonly next?: string;
}

export const ok = (name: string, seen: string): Finding => ({ name, state: 'ok', seen });
export const warning = (name: string, seen: string, next: string): Finding => ({ name, state: 'warning', seen, next });
export const problem = (name: string, seen: string, next: string): Finding => ({ name, state: 'problem', seen, next });
/** Something that could not be looked at. */
export const unknown = (name: string, seen: string, next?: string): Finding => {
  return next === undefined ? { name, state: 'unknown', seen } : { name, state: 'unknown', seen, next };
};

/** Returns the finding of an error. The first sentence of its message is what was seen, the rest what to do. */
export function problemOf(name: string, error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  const end = /\.(?= [A-Z])|:(?= set )/.exec(message)?.index ?? message.length;
  const [seen, next] = [message.slice(0, end), message.slice(end + 1).trim()];
  return problem(name, `${seen.replace(/\.$/, '')}.`, next === '' ? 'See docs/operating.md.' : upperFirst(next));
}

const upperFirst = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
