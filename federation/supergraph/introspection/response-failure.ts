import type { ResponseFault } from '../../subgraphs/http/http-response';
import { urlProblem } from '../../subgraphs/http/url-guard';
import type { Failure } from './connection-failure';

/** Explains a response that is no GraphQL response: first by its status, then by its content. */
export function responseFailure(fault: ResponseFault, url: string): Failure {
  const { status } = fault;
  if (fault.kind === 'too large')
    return { message: 'Its response is larger than allowed.', next: 'Raise its maxBytes, or correct its url.' };
  if (fault.kind === 'compression')
    return {
      message: 'Its response cannot be decompressed.',
      next: 'Correct the compression of the subgraph or of the proxy in front of it, or switch it off.',
    };
  if (status >= 300 && status < 400) return redirect(fault, url);
  return byStatus(status, new URL(url).pathname) ?? byContent(fault);
}

function redirect({ status, location }: ResponseFault, url: string): Failure {
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isUsable = target && urlProblem(target.href) === undefined;
  return {
    message: `It redirects (status ${status}), and redirects are not followed.`,
    next: isUsable ? `Set its url to ${target.origin}${target.pathname}.` : 'Set its url to where it redirects.',
  };
}

function byStatus(status: number, path: string): Failure | undefined {
  if (status === 401 || status === 403 || status === 407)
    return {
      message: `It refuses the request (status ${status}).`,
      next: 'State what it asks for in its headers, with set or secretFrom.',
    };
  if (status === 404 || status === 405 || status === 410)
    return {
      message: `It has no GraphQL at the path of its url (status ${status}).`,
      next: `Correct the path ${path} of its url.`,
    };
  if (status === 429)
    return { message: 'It gets too many requests (status 429).', next: 'Wait, or raise the limit of the subgraph.' };
  if (status >= 500)
    return {
      message: `It is not available (status ${status}).`,
      next: 'Read the log of the subgraph, or of the proxy in front of it.',
    };
  return undefined;
}

function byContent({ kind, contentType }: ResponseFault): Failure {
  if (kind === 'no GraphQL')
    return {
      message: 'It answers with JSON that is no GraphQL response.',
      next: 'Correct its url: another service answers there.',
    };
  if (/^text\/html\b/i.test(contentType))
    return {
      message: 'It answers with a web page.',
      next: 'Correct its url: a web page, or the sign-in page of a proxy, answers there.',
    };
  return { message: 'It does not answer with JSON.', next: 'Correct its url, or the content type of its responses.' };
}
