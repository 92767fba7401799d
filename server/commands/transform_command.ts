/**
 * `bedrock-collector transform`: shows what records become, without AWS or OpenSearch. Reads a file or standard
 * input, prints one JSON line per record in order, and writes nothing anywhere else.
 */
import { createReadStream } from 'node:fs';
import { ContentMode } from '../../common/integrations/definition';
import type { TransformContext } from '../transforms/context';
import { DamagedGzip } from '../transforms/decode/gunzip';
import { readRecords } from '../transforms/decode/read_records';
import { transformInvocation } from '../transforms/invocation/transform';
import type { Outcome } from '../transforms/outcome';
import { type Command, EXIT, parseOptions, WrongUsage } from './command';
import type { Terminal } from './terminal';

/** Lines are written together: a write per record would cost more than the record. */
const WRITE_CHARACTERS = 64 * 1024;

interface Options {
  readonly context: TransformContext;
  readonly path: string;
}

/** Throws `WrongUsage`. */
function parse(args: readonly string[]): Options {
  const { values, positionals } = parseOptions(args, { content: { type: 'string', default: 'full' } }, true);
  const mode = ContentMode.safeParse(values.content);
  if (!mode.success) throw new WrongUsage(`--content takes full, redacted or none, not '${values.content}'`);
  const [path, ...others] = positionals;
  if (path === undefined) throw new WrongUsage('no input: name a file, or - for standard input');
  if (others.length > 0) throw new WrongUsage('more than one input');
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

export const transformCommand: Command<Terminal> = {
  name: 'transform',
  summary: 'show what records become; needs neither AWS nor OpenSearch and writes nothing',
  usage: 'transform [--content full|redacted|none] <file or - for standard input>',
  help: `Reads newline-delimited JSON, gzip, a JSON array or {"Records":[…]} and prints one JSON line for each record,
in order. --content says how prompts and answers are treated (default: full).`,
  run: (args, terminal) => transform(parse(args), terminal),
};

async function transform({ context, path }: Options, terminal: Terminal): Promise<number> {
  let pending = '';
  let code: number = EXIT.ok;
  try {
    for await (const text of readRecords(path === '-' ? terminal.stdin : createReadStream(path))) {
      pending += lineOf(transformInvocation(text, context));
      if (pending.length < WRITE_CHARACTERS) continue;
      if (!(await terminal.write(pending))) return EXIT.ok;
      pending = '';
    }
  } catch (error) {
    const message = unreadable(error, path);
    if (message === undefined) throw error;
    terminal.say(message);
    code = EXIT.wrongUsage;
  }
  // The whole records before damage are an answer, too.
  if (pending !== '') await terminal.write(pending);
  return code;
}
