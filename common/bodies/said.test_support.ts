/** Shorthands of golden tests: a turn of nothing but text, and reading as the transform does. */
import type { Maybe } from '../documents/json';
import type { Message } from './conversation';
import { readBodies, type ReadBodies } from './registry';

export const said = (role: string, text: string): Message => ({ role, parts: [{ kind: 'text', text }] });

export const readAs =
  (vendor: string | undefined) =>
  (request: Maybe, response?: Maybe): ReadBodies =>
    readBodies({ operation: 'InvokeModel', vendor }, { request, response });
