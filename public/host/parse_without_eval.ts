/**
 * Must be imported before any schema is made: strict content security policies forbid the code that the parser
 * would otherwise generate, and already its attempt to find out is reported as a violation.
 */
import * as z from 'zod/mini';

z.config({ jitless: true });
