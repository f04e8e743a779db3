import type { Loaders } from '../../graph/loaders';
import { DamagedCodes } from '../../ods/written/excel-damage';
import type { Moment } from '../moment';

/** The codes of a release by what a spreadsheet can have made of them, kept for the newest releases that were asked for. */
export class DamagedCodesOfReleases {
  private readonly found = new Map<string, Promise<DamagedCodes>>();

  /** Reads all codes of the moment's release, at the first call for it. */
  at({ release: { number, sha256 } }: Moment, loaders: Loaders): Promise<DamagedCodes> {
    let codes = this.found.get(sha256);
    if (codes === undefined) {
      codes = readCodes(number, loaders);
      if (this.found.size >= MOST_RELEASES) this.found.delete(this.found.keys().next().value!);
      this.found.set(sha256, codes);
      codes.catch(() => this.found.delete(sha256));
    }
    return codes;
  }
}

const MOST_RELEASES = 3;

async function readCodes(release: number, loaders: Loaders): Promise<DamagedCodes> {
  const damaged = new DamagedCodes();
  for (let after: string | undefined = ''; after !== undefined;) {
    const codes: readonly string[] = await loaders.codes.load({ after, release });
    for (const code of codes) damaged.add(code);
    after = codes.at(-1);
  }
  return damaged;
}
