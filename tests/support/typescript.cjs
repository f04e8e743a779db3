// Runs TypeScript sources in a process that a test starts: node -r tests/support/typescript.cjs cli/main.ts …
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
