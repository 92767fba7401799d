/**
 * Stands between the collectors and OpenSearch, and does to requests and answers what networks and busy clusters do:
 * refuses, swallows, cuts, delays or rewrites. Without a rule everything passes untouched.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoreRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: string;
}

export interface StoreAnswer {
  readonly status: number;
  readonly body: string;
}

export type Verdict =
  | 'pass'
  /** The connection is closed before OpenSearch hears of the request. */
  | 'refuse'
  /** OpenSearch does what it is asked; the answer never arrives. */
  | 'swallow_answer'
  /** OpenSearch does what it is asked; its answer ends half-way. */
  | 'cut_answer'
  /** OpenSearch never hears of the request; this is answered. */
  | { readonly answer: StoreAnswer }
  /** OpenSearch does what it is asked; this is made of its answer. */
  | { readonly rewrite: (answer: StoreAnswer) => StoreAnswer };

/** The first rule that does not let a request pass decides; a rule may take its time. */
export type Rule = (request: StoreRequest) => Verdict | Promise<Verdict>;

export interface StoreProxy {
  readonly url: string;
  /** Returns a function that takes the rule back. */
  add(rule: Rule): () => void;
  clear(): void;
  stop(): Promise<void>;
}

/** `target`: where OpenSearch is now; asked for each request, since it may be started again. */
export async function startStoreProxy(target: () => string): Promise<StoreProxy> {
  let rules: Rule[] = [];
  const verdictOn = async (request: StoreRequest): Promise<Verdict> => {
    for (const rule of rules) {
      const verdict = await rule(request);
      if (verdict !== 'pass') return verdict;
    }
    return 'pass';
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await whole(incoming);
    const { pathname } = new URL(incoming.url ?? '/', 'http://proxy');
    const verdict = await verdictOn({
      method: incoming.method ?? '',
      path: decodeURIComponent(pathname),
      body: body.toString('utf8'),
    });
    if (verdict === 'refuse') return void outgoing.destroy();
    if (typeof verdict === 'object' && 'answer' in verdict) return give(outgoing, verdict.answer);
    const answer = await forward(incoming, body, target());
    if (verdict === 'swallow_answer') return void outgoing.destroy();
    if (verdict === 'cut_answer') return giveHalf(outgoing, answer);
    give(outgoing, verdict === 'pass' ? answer : verdict.rewrite(answer));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(rule) {
      rules.push(rule);
      return () => {
        rules = rules.filter((other) => other !== rule);
      };
    },
    clear() {
      rules = [];
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** The first `times` requests that match get the verdict. */
export function times(times: number, matches: (request: StoreRequest) => boolean, verdict: Verdict): Rule {
  let left = times;
  return (request) => (left > 0 && matches(request) && left-- > 0 ? verdict : 'pass');
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function forward(incoming: IncomingMessage, body: Buffer, target: string): Promise<StoreAnswer> {
  const { 'content-type': type, accept = 'application/json' } = incoming.headers;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: {
        accept,
        'content-length': body.length,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', resolve);
    outgoing.end(body);
  });
  return { status: answer.statusCode ?? 0, body: (await whole(answer)).toString('utf8') };
}

function head(outgoing: ServerResponse, { status, body }: StoreAnswer): void {
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  });
}

function give(outgoing: ServerResponse, answer: StoreAnswer): void {
  head(outgoing, answer);
  outgoing.end(answer.body);
}

function giveHalf(outgoing: ServerResponse, answer: StoreAnswer): void {
  head(outgoing, answer);
  outgoing.write(answer.body.slice(0, Math.floor(answer.body.length / 2)), () => outgoing.destroy());
}
