// The same API without federation: one schema with resolvers that read from memory.
import { whole } from './schemas.mjs';
import { serve } from './serve.mjs';

await serve(whole);
