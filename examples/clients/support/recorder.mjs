import { createServer, request } from 'node:http';

/**
 * Starts a proxy on a free port that notes each request and passes it on unchanged. So clients are used as they come, and the run
 * still sees what they send. `take` returns the requests since the last call; GET /recorded does so for other processes.
 */
export async function startRecorder(target) {
  const { hostname, port } = new URL(target);
  const seen = [];
  const take = () => seen.splice(0);
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    const { method, headers, url: path } = incoming;
    if (path === '/recorded') return outgoing.end(JSON.stringify(take()));
    const passed = request({ hostname, port, method, headers, path }, (response) => {
      seen.push({ ...describe(method, path, Buffer.concat(chunks).toString()), status: response.statusCode });
      outgoing.writeHead(response.statusCode, response.rawHeaders);
      response.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.on('data', (chunk) => chunks.push(chunk));
    return incoming.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/graphql`,
    take,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Returns how the request was sent, whether it holds a document, and whether it names one by a hash or an id. */
function describe(method, path, body) {
  const query = new URL(path, 'http://localhost').searchParams;
  const sent = method === 'GET' ? Object.fromEntries(query) : parsed(body);
  const named = /sha256Hash|documentId|doc_id/.test(JSON.stringify(sent)) || (!Array.isArray(sent) && 'id' in sent);
  return { method, document: 'query' in sent && sent.query !== '', named };
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
