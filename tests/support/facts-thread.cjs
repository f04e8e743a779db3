// The program of the thread that parses, from its TypeScript sources.
require('./typescript.cjs');
require('../../graph-seed/staging/facts-thread.ts');
