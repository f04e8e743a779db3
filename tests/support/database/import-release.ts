import { silentReport } from '../../../cli/report';
import { loadReleases } from '../../../graph-seed/load-release';
import { newStore } from './new-store';

/** A process that makes the store of a data folder from a release: import-release.ts DATA_DIR FILE. */
const [dataDir, file] = process.argv.slice(2);
void loadReleases({ graph: newStore(dataDir).store, files: [file as string], report: silentReport });
