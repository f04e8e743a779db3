import type { FastifyInstance } from 'fastify';
import { badInput, KnownError } from '../../errors';
import { checkEncoding } from './query-string';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What a route takes of a form. */
export interface FormLimits {
  readonly maxElements: number;
  /** What a client with a body of another type should do. */
  readonly next: string;
}

/** Accepts bodies of HTML forms only. Handlers get the elements by name; of elements with one name, a list. */
export function acceptForms(service: FastifyInstance, { maxElements, next }: FormLimits): void {
  service.removeAllContentTypeParsers();
  service.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, elementsOf(bytes as Buffer, maxElements));
    } catch (error) {
      done(error as Error);
    }
  });
  service.addContentTypeParser('*', (_request, _payload, done) =>
    done(new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/x-www-form-urlencoded.', { next })),
  );
}

function elementsOf(bytes: Buffer, maxElements: number): Record<string, string | string[]> {
  const elements: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const text = decoded(bytes);
  checkEncoding('The body', text);
  const given = [...new URLSearchParams(text)];
  if (given.length > maxElements)
    throw badInput(`The body takes at most ${maxElements} elements; got ${given.length}.`);
  for (const [name, value] of given) {
    const known = elements[name];
    elements[name] = known === undefined ? value : [known, value].flat();
  }
  return elements;
}

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw badInput('The body is not UTF-8.');
  }
}
