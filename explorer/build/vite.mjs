import { examples } from './examples.mjs';
import { ownFields } from './own-fields.mjs';

const JSX = { playground: 'react', organisations: 'preact' };

/** Vite's settings for a page: no assets from other origins, nothing inline. */
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
      cssMinify: false, // NHS.UK's is minified already, with a hack for old browsers that the minifier rejects
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3_000,
    },
  };
}

const FONTS = /@font-face\s*\{[^}]*\}/g;
const ICONS = /url\(\/assets\/[^)]*\)/g;

/** Removes fonts and icons from style sheets: the NHS font is licensed to the NHS only, the rest is unused. */
function withoutFonts() {
  return {
    name: 'without-fonts',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('.css') ? code.replace(FONTS, '').replace(ICONS, 'none') : undefined),
  };
}
