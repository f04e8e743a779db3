import { PARTS, type PartName } from './figures';

export interface TableOptions {
  /** Measured and printed, in the order of PARTS. */
  readonly parts: readonly PartName[];
  /** One short round of everything, to try the program; such figures are not kept. */
  readonly quick: boolean;
  /** Takes parts from the last run that was not finished, if program and Node.js are the same. */
  readonly resume: boolean;
  /** Writes the figures to bench/figures.json and makes the documents. */
  readonly save: boolean;
}

export const HELP = `npm run bench -- [options]      measures ours against the peers and prints one table, in at most 15 minutes
npm run bench NAME              runs one benchmark of bench/

  --only PART,PART    parts to measure: ${PARTS.join(', ')}
  --quick             one short round of everything, to see that it works
  --resume            keeps the parts that the last run has measured with the same commit and Node.js
  --save              writes bench/figures.json, docs/performance.md and docs/scale.md
  --documents         measures nothing: makes the documents from bench/figures.json

ODS_RELEASES=FOLDER loads the releases of this folder instead of the sample. HIVE_ROUTER=FILE measures this program, too.`;

/** Reads the options. Throws with the help if one is unknown. */
export function readOptions(args: readonly string[]): TableOptions {
  const given = [...args];
  const take = (name: string) => {
    const at = given.indexOf(name);
    if (at >= 0) given.splice(at, 1);
    return at >= 0;
  };
  const [quick, resume, save] = ['--quick', '--resume', '--save'].map(take) as [boolean, boolean, boolean];
  const at = given.indexOf('--only');
  const only = at < 0 ? undefined : given.splice(at, 2)[1];
  const named = only?.split(',') ?? PARTS;
  const unknown = [...given, ...named.filter((name) => !PARTS.includes(name as PartName))];
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}\n\n${HELP}`);
  if (quick && save) throw new Error('--quick cannot be used with --save: one short round says too little.');
  return { parts: PARTS.filter((part) => named.includes(part)), quick, resume, save };
}
