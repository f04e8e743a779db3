import { z } from 'zod';
import { mayShow, type ErrorRules } from '../../subgraphs/http/subgraph-errors';

const messages = z.enum(['show', 'hide'], 'expected show or hide');
const extension = z.string().refine(mayShow, 'an extension that the gateway sets itself (a code becomes subgraphCode)');

/** What clients see of the errors that a subgraph reports. */
export const ERRORS = {
  errors: z
    .union(
      [messages, z.strictObject({ messages: messages.optional(), extensions: z.array(extension).optional() })],
      'expected show, hide, or an object with messages and extensions',
    )
    .optional(),
};

type Parsed = z.infer<z.ZodObject<typeof ERRORS>>;

/** The settings of one subgraph: its own, otherwise those for all. */
export function errorsOf({ errors: own }: Parsed, { errors: all }: Parsed): { readonly errors?: ErrorRules } {
  const given = own ?? all;
  if (given === undefined) return {};
  return { errors: (typeof given === 'string' ? { messages: given } : given) as ErrorRules };
}
