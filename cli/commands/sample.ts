import { Command, InvalidArgumentError } from 'commander';
import { NATIONAL_SCALE } from '../../sample/bodies';
import { writeListSizes } from '../../sample/list-sizes';
import type { Survey } from '../../sample/survey';
import { writeReleases } from '../../sample/write-release';
import { CommandError, type CommandContext } from '../command';

/** `ods-graph sample DIR`: writes the invented releases and list sizes; the paths of the releases go to stdout, the rest to stderr. */
export function sampleCommand({ out, report }: CommandContext): Command {
  return new Command('sample')
    .description('write two releases of an invented country as TRUD zips, the same bytes every time')
    .argument('<dir>', 'folder to write to; made if it is not there')
    .option('--scale <n>', `how large: 1, or up to ${MOST}; 'national' is ${NATIONAL_SCALE}`, toScale, 1)
    .action(async (folder: string, { scale }: { scale: number }) => {
      const onRelease = (path: string, found: Survey) => report.line(line(path, found));
      const failed = (error: Error) => {
        throw new CommandError(`Could not write the sample: ${error.message}`);
      };
      const paths = await writeReleases(folder, { scale, onRelease }).catch(failed);
      report.line(`${await writeListSizes(folder, { scale }).catch(failed)}: list sizes, for load-measure`);
      out(paths.map((path) => `${path}\n`).join(''));
    });
}

const MOST = 100;

function toScale(text: string): number {
  const scale = text === 'national' ? NATIONAL_SCALE : Number(text);
  if (Number.isFinite(scale) && scale >= 1 && scale <= MOST) return scale;
  throw new InvalidArgumentError(`expected a number from 1 to ${MOST}, or 'national'; got '${text}'.`);
}

function line(path: string, { organisations, roles, relationships, successionRows, elements }: Survey): string {
  const counts = [
    `${organisations} organisations`,
    `${roles} roles`,
    `${relationships} relationships`,
    `${successionRows} succession rows`,
    `${elements.full} elements in the full file and ${elements.archive} in the archive`,
  ];
  return `${path}: ${counts.join(', ')}`;
}
