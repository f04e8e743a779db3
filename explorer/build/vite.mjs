import { examples } from './examples.mjs';

const JSX = { playground: 'react', organisations: 'preact' };

/** How Vite builds a page: everything from our own origin, nothing inline. */
export function settingsOf(name, root, outDir) {
  return {
    root,
    base: `/pages/${name}/`,
    configFile: false,
    envDir: false,
    publicDir: false,
    cacheDir: 'node_modules/.cache/vite',
    logLevel: 'error',
    plugins: [withoutFonts(), examples()],
    oxc: { jsx: { runtime: 'automatic', importSource: JSX[name] } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3_000,
    },
  };
}

/** Fonts of style sheets are left out: those of the NHS are licensed to the NHS, the others are not needed. */
function withoutFonts() {
  return {
    name: 'without-fonts',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('.css') ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : undefined),
  };
}
