import { examples } from './examples.mjs';
import { ownFields } from './own-fields.mjs';

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
    plugins: [withoutFonts(), examples(), ownFields()],
    oxc: { jsx: { runtime: 'automatic', importSource: JSX[name] } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      cssMinify: false, // the large one is minified already, with a hack for old browsers that minifiers refuse
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3_000,
    },
  };
}

const FONTS = /@font-face\s*\{[^}]*\}/g;
const ICONS = /url\(\/assets\/[^)]*\)/g;

/** Fonts of style sheets are left out: those of the NHS are licensed to the NHS, the others are not needed. No icon is used. */
function withoutFonts() {
  return {
    name: 'without-fonts',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('.css') ? code.replace(FONTS, '').replace(ICONS, 'none') : undefined),
  };
}
