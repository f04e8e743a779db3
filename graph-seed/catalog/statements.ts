import { join } from 'node:path';
import { readStatements, type Statements } from '../../graph/statements';

const FOLDER = join(__dirname, '../statements');

const read = <Name extends string>(folder: string): Statements<Name> => readStatements<Name>(join(FOLDER, folder));

/** The Cypher statements of a load by file name: one file each, in the folders of `statements/`. */
export const STATEMENTS = {
  ...read<
    | 'abort-journal'
    | 'abort-nodes'
    | 'abort-relationships'
    | 'abort-release'
    | 'mark-aborting'
    | 'reopen-nodes'
    | 'reopen-relationships'
  >('abort'),
  ...read<
    | 'await-indexes'
    | 'clear-journal'
    | 'free-release-id'
    | 'journal'
    | 'journalled'
    | 'keep-sizes'
    | 'move-live'
    | 'publish'
    | 'publish-extracts'
    | 'read-catalog'
    | 'read-releases'
    | 'replace-extracts'
    | 'restore-release-ids'
    | 'start-catalog'
    | 'start-extracts'
    | 'start-release'
  >('catalog'),
  ...read<
    | 'code-lists'
    | 'end-code-lists'
    | 'end-findings'
    | 'end-relationships'
    | 'end-roles'
    | 'end-states'
    | 'findings'
    | 'relationships'
    | 'roles'
    | 'states'
    | 'successions'
    | 'touched'
  >('facts'),
  ...read<
    | 'count-findings'
    | 'count-relationships'
    | 'count-roles'
    | 'count-states'
    | 'live-code-lists'
    | 'live-findings'
    | 'live-relationships'
    | 'live-roles'
    | 'live-states'
    | 'findings-hashes'
    | 'relationships-hashes'
    | 'roles-hashes'
    | 'states-hashes'
  >('live'),
  ...read<'keep-lock' | 'leave-lock' | 'read-lock' | 'take-lock'>('lock'),
  ...read<
    | 'count-measurements'
    | 'dimension-measurements'
    | 'end-measure'
    | 'end-sample-measures'
    | 'measurements'
    | 'read-extract'
    | 'read-generation'
    | 'read-measure'
    | 'start-generation'
    | 'start-measure'
  >('measures'),
  ...read<
    | 'count-postcodes'
    | 'current-postcode-areas'
    | 'postcode-sectors'
    | 'publish-postcode-areas'
    | 'read-postcodes'
    | 'replace-postcode-areas'
    | 'start-postcode-areas'
    | 'start-postcodes'
    | 'sweep-postcode-areas'
    | 'sweep-postcode-sectors'
  >('postcodes'),
  ...read<'indexes-of-name'>('schema'),
  ...read<
    | 'connections'
    | 'end-sweep'
    | 'open-transactions'
    | 'read-clock'
    | 'sweep-extracts'
    | 'sweep-measurements'
    | 'sweep-nodes'
    | 'sweep-organisations'
    | 'sweep-relationships'
    | 'take-out-releases'
  >('sweep'),
};

/** Created before the first write. */
export const CONSTRAINTS = read<string>('constraints');
/** Created after the first load. */
export const INDEXES = read<string>('indexes');
