import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { allowOnly, ROUTES } from './routing';

export interface PageSettings {
  /** Folder of the built pages, with one sub-folder each. It may still be empty. */
  readonly folder: string;
  /** The pages to serve. */
  readonly names: readonly PageName[];
  /** Whether a build is running or will start. */
  isBuilding(): boolean;
}

interface Page {
  readonly urls: readonly string[];
  /** The `content-security-policy` of the page. */
  readonly policy: string;
}

const SELF = ["default-src 'none'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'"];
const RESTRICTED = ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];

const OPEN = { config: { policy: ROUTES.page } };

/** The web pages by their folder. The playground's editor needs inline styles. */
const PAGES = {
  organisations: {
    urls: ['/', '/organisation/:code', '/roll-up', '/changes', '/compare', '/enrich', '/list', '/help'],
    policy: [...SELF, "style-src 'self'", ...RESTRICTED].join(';'),
  },
  playground: {
    urls: ['/playground'],
    policy: [...SELF, "style-src 'self' 'unsafe-inline'", ...RESTRICTED].join(';'),
  },
} satisfies Record<string, Page>;

/** Addresses that also take other methods; their own routes answer the rest. */
const SHARED: readonly string[] = ['/enrich'];

export type PageName = keyof typeof PAGES;

/** The addresses of all pages, as routes. */
export const PAGE_URLS: readonly string[] = Object.values<Page>(PAGES).flatMap(({ urls }) => urls);

/** Registers GET of each page and of its scripts and styles. */
export async function pageRoutes(app: FastifyInstance, pages: PageSettings): Promise<void> {
  await app.register(fastifyStatic, { root: pages.folder, serve: false, preCompressed: true, cacheControl: false });
  for (const name of pages.names) pageRoute(app, name, pages);
  if (pages.names.includes('organisations')) notFoundPageRoute(app, pages);
}

function pageRoute(app: FastifyInstance, name: PageName, pages: PageSettings): void {
  const { urls }: Page = PAGES[name];
  for (const url of urls) {
    app.get(url, OPEN, async (_request, reply) => sendPage(reply, name, pages));
    if (!SHARED.includes(url)) allowOnly(app, ['GET'], url);
  }
  const assets = `/pages/${name}/assets/:file`;
  app.get<{ Params: { file: string } }>(assets, OPEN, async ({ params }, reply) => {
    void reply.header('cache-control', 'public, max-age=31536000, immutable'); // file names contain a content hash
    return reply.sendFile(`${name}/assets/${params.file}`);
  });
  allowOnly(app, ['GET'], assets);
}

function sendPage(reply: FastifyReply, name: PageName, pages: PageSettings): FastifyReply {
  const file = join(pages.folder, name, 'index.html');
  if (!existsSync(file)) return sendPlaceholder(reply, pages);
  void reply.headers({ 'content-security-policy': PAGES[name].policy, 'cache-control': 'no-cache' });
  const off = Object.keys(PAGES).filter((each) => !pages.names.includes(each as PageName));
  if (off.length === 0) return reply.sendFile(`${name}/index.html`);
  return reply.type('text/html; charset=utf-8').send(withPagesOff(readFileSync(file, 'utf8'), off));
}

/** A page that knows which other ones are switched off, so that it does not link to them. */
function withPagesOff(html: string, off: readonly string[]): string {
  return html.replace('<head>', `<head><meta name="pages-off" content="${off.join(' ')}">`);
}

/** Where contracts are served, also on hosts of their own, where the page would find none of its scripts. */
const CONTRACTS = '/contract/';

/** Serves a 404 page to browsers for unknown paths; other clients, and those of a contract, get the error as JSON. */
function notFoundPageRoute(app: FastifyInstance, pages: PageSettings): void {
  app.get('/*', OPEN, async ({ headers, url }, reply) => {
    if (!headers.accept?.includes('text/html') || url.startsWith(CONTRACTS)) return reply.callNotFound();
    return sendPage(reply.code(404), 'organisations', pages);
  });
}

/** Sends a page that explains why the page is missing, and reloads itself. */
function sendPlaceholder(reply: FastifyReply, pages: PageSettings): FastifyReply {
  const text = pages.isBuilding()
    ? 'This page is being built. It will appear in a few seconds.'
    : 'This page has not been built. Run <code>npm run build:pages</code> to build it.';
  void reply.code(503).headers({ 'retry-after': '2', 'cache-control': 'no-store' });
  return reply.type('text/html; charset=utf-8').send(placeholderPage(text));
}

const placeholderPage = (text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Organisation graph</title></head>
<body><main><h1>Organisation graph</h1><p role="status">${text}</p></main></body>
</html>
`;
