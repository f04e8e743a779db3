// The same graph without federation: one schema, its resolvers answer from memory.
import { whole } from './schemas.mjs';
import { serve } from './serve.mjs';

await serve(whole);
