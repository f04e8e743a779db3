import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { allowOnly } from './app';

export interface Pages {
  /** Where the built pages lie, a folder for each; they need not be there yet. */
  readonly folder: string;
  /** Those that are served. */
  readonly names: readonly PageName[];
  /** Whether they are being built, or will be. */
  building(): boolean;
}

interface Page {
  readonly urls: readonly string[];
  /** What the page may load: its `content-security-policy`. */
  readonly policy: string;
}

const OWN = ["default-src 'none'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'"];
const CLOSED = ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];

/** The pages for people, by the folders they are built into. Editors write styles into the page as they go. */
const PAGES = {
  organisations: {
    urls: ['/', '/organisation/:code', '/roll-up', '/changes'],
    policy: [...OWN, "style-src 'self'", ...CLOSED].join(';'),
  },
  playground: {
    urls: ['/playground'],
    policy: [...OWN, "style-src 'self' 'unsafe-inline'", ...CLOSED].join(';'),
  },
} satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;

/** GET of each page and of its scripts and styles. */
export async function pageRoutes(app: FastifyInstance, pages: Pages): Promise<void> {
  await app.register(fastifyStatic, { root: pages.folder, serve: false, preCompressed: true, cacheControl: false });
  for (const name of pages.names) pageRoute(app, name, pages);
  if (pages.names.includes('organisations')) nowhereRoute(app, pages);
}

function pageRoute(app: FastifyInstance, name: PageName, pages: Pages): void {
  const { urls }: Page = PAGES[name];
  for (const url of urls) {
    app.get(url, async (_request, reply) => sendPage(reply, name, pages));
    allowOnly(app, ['GET'], url);
  }
  const assets = `/pages/${name}/assets/:file`;
  app.get<{ Params: { file: string } }>(assets, async ({ params }, reply) => {
    void reply.header('cache-control', 'public, max-age=31536000, immutable'); // their names hold a hash of what they are
    return reply.sendFile(`${name}/assets/${params.file}`);
  });
  allowOnly(app, ['GET'], assets);
}

function sendPage(reply: FastifyReply, name: PageName, pages: Pages): FastifyReply {
  if (!existsSync(join(pages.folder, name, 'index.html'))) return notThere(reply, pages);
  void reply.headers({ 'content-security-policy': PAGES[name].policy, 'cache-control': 'no-cache' });
  return reply.sendFile(`${name}/index.html`);
}

/** Who follows a link to an address that is not there gets a page that says so; programs get the error as JSON. */
function nowhereRoute(app: FastifyInstance, pages: Pages): void {
  app.get('/*', async ({ headers }, reply) => {
    if (!headers.accept?.includes('text/html')) return reply.callNotFound();
    return sendPage(reply.code(404), 'organisations', pages);
  });
}

/** The page says itself what is the matter, and asks again. */
function notThere(reply: FastifyReply, pages: Pages): FastifyReply {
  const text = pages.building()
    ? 'This page is being built. It shows itself in a few seconds.'
    : 'This page has not been built: <code>npm run build:pages</code> builds it and says what is in the way.';
  void reply.code(503).headers({ 'retry-after': '2', 'cache-control': 'no-store' });
  return reply.type('text/html; charset=utf-8').send(waiting(text));
}

const waiting = (text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Organisation graph</title></head>
<body><main><h1>Organisation graph</h1><p role="status">${text}</p></main></body>
</html>
`;
