/**
 * `bedrock-collector transform`: shows what records become, without AWS or OpenSearch. Reads a file or standard
 * input, prints one JSON line per record in order, and writes nothing anywhere else.
 */
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { ContentMode } from '../../common/integrations/definition';
import { assertSupported, UnsupportedContentMode, type TransformContext } from '../transforms/context';
import { DamagedGzip } from '../transforms/decode/gunzip';
import { readRecords } from '../transforms/decode/read_records';
import { transformInvocation } from '../transforms/invocation/transform';
import type { Outcome } from '../transforms/outcome';
import type { Command, Terminal } from './terminal';

export const TRANSFORM_USAGE =
  'bedrock-collector transform [--content full|redacted|none] <file or - for standard input>';

const UNREADABLE = 2;
/** Lines are written together: a write per record would cost more than the record. */
const WRITE_CHARACTERS = 64 * 1024;

interface Options {
  readonly context: TransformContext;
  readonly path: string;
}

/** Undefined with a word on standard error when the arguments make no sense. */
function parse(args: readonly string[], { say }: Terminal): Options | undefined {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { content: { type: 'string', default: 'full' } },
    });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
  const mode = ContentMode.safeParse(parsed.values.content);
  if (!mode.success) {
    say(`--content takes full, redacted or none, not '${parsed.values.content}'`);
    return undefined;
  }
  const [path, ...others] = parsed.positionals;
  if (path === undefined || others.length > 0) {
    say(path === undefined ? 'no input: name a file, or - for standard input' : 'more than one input');
    return undefined;
  }
  return {
    path,
    context: {
      namespace: 'default',
      contentMode: mode.data,
      requestMetadata: true,
      lookups: { accountNames: {}, resolvedModels: {} },
    },
  };
}

/** The line of a record. What partitions are chosen by is inside the document already. */
function lineOf(outcome: Outcome): string {
  if (outcome.status !== 'indexed') return `${JSON.stringify(outcome)}\n`;
  const { status, id, document, content } = outcome;
  return `${JSON.stringify({ status, id, document, content })}\n`;
}

const textIn = (error: object, key: 'code' | 'syscall' | 'message'): string | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
};

/** What a person can do about input that could not be read; undefined for what is a bug. */
function unreadable(error: unknown, path: string): string | undefined {
  if (error instanceof DamagedGzip) return error.message;
  if (typeof error !== 'object' || error === null) return undefined;
  if (textIn(error, 'syscall') === undefined) return undefined;
  return textIn(error, 'code') === 'ENOENT'
    ? `${path}: no such file`
    : `${path}: ${textIn(error, 'message') ?? 'cannot be read'}`;
}

export const transformCommand: Command = async (args, terminal) => {
  const options = parse(args, terminal);
  if (!options) {
    terminal.say(`usage: ${TRANSFORM_USAGE}`);
    return UNREADABLE;
  }
  const { context, path } = options;
  try {
    assertSupported(context);
  } catch (error) {
    if (!(error instanceof UnsupportedContentMode)) throw error;
    terminal.say(error.message);
    return UNREADABLE;
  }
  let pending = '';
  let code = 0;
  try {
    for await (const text of readRecords(path === '-' ? terminal.stdin : createReadStream(path))) {
      pending += lineOf(transformInvocation(text, context));
      if (pending.length < WRITE_CHARACTERS) continue;
      if (!(await terminal.write(pending))) return 0;
      pending = '';
    }
  } catch (error) {
    const message = unreadable(error, path);
    if (message === undefined) throw error;
    terminal.say(message);
    code = UNREADABLE;
  }
  // The whole records before damage are an answer, too.
  if (pending !== '') await terminal.write(pending);
  return code;
};
