import { Command, InvalidArgumentError } from 'commander';
import { NATIONAL_SCALE } from '../../sample/organisations';
import { writeListSizes } from '../../sample/list-sizes';
import { writePostcodes } from '../../sample/postcodes';
import type { ReleaseSummary } from '../../sample/release-summary';
import { writeReleases } from '../../sample/write-release';
import { CommandError, type CommandContext } from '../command';

/** `ods-graph sample DIR`: writes the invented releases, list sizes and postcodes. The paths of the releases go to stdout. */
export function sampleCommand({ out, report }: CommandContext): Command {
  return new Command('sample')
    .description('write two releases of invented organisations as TRUD zips; each run writes the same')
    .argument('<dir>', 'folder to write to; created if necessary')
    .option('--scale <n>', `size from 1 to ${MAX_SCALE}; 'national' is ${NATIONAL_SCALE}`, toScale, 1)
    .action(async (folder: string, { scale }: { scale: number }) => {
      const onRelease = (path: string, found: ReleaseSummary) => report.line(summaryLine(path, found));
      const failed = (error: Error) => {
        throw new CommandError(`Could not write the sample: ${error.message}`);
      };
      const paths = await writeReleases(folder, { scale, onRelease }).catch(failed);
      report.line(`${await writeListSizes(folder, { scale }).catch(failed)}: list sizes, for load-measure`);
      report.line(`${await writePostcodes(folder, { scale }).catch(failed)}: postcodes, for load-postcodes`);
      out(paths.map((path) => `${path}\n`).join(''));
    });
}

const MAX_SCALE = 100;

function toScale(text: string): number {
  const scale = text === 'national' ? NATIONAL_SCALE : Number(text);
  if (Number.isFinite(scale) && scale >= 1 && scale <= MAX_SCALE) return scale;
  throw new InvalidArgumentError(`Expected a number from 1 to ${MAX_SCALE}, or 'national'; got '${text}'.`);
}

function summaryLine(
  path: string,
  { organisations, roles, relationships, successionRows, elements }: ReleaseSummary,
): string {
  const counts = [
    `${organisations} organisations`,
    `${roles} roles`,
    `${relationships} relationships`,
    `${successionRows} succession rows`,
    `${elements.full} elements in the full file and ${elements.archive} in the archive`,
  ];
  return `${path}: ${counts.join(', ')}`;
}
