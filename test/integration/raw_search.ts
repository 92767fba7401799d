/** Every document as it lies in an index, hidden indices and fields that are not indexed included. */
import * as z from 'zod';
import type { OpenSearch } from '../../server/storage/opensearch';

export interface RawDocument {
  readonly index: string;
  readonly id: string;
  readonly source: unknown;
}

const Page = z.object({
  _shards: z.object({ failed: z.literal(0) }),
  hits: z.object({
    hits: z.array(
      z.object({ _index: z.string(), _id: z.string(), _source: z.unknown(), sort: z.array(z.unknown()) }),
    ),
  }),
});
const PAGE_SIZE = 2_000;

/** `indices` as in a path: `*,-bedrock-content-*`. Without `query`: all of them. */
export async function* rawDocuments(
  openSearch: OpenSearch,
  indices: string,
  query: object = { match_all: {} },
): AsyncGenerator<RawDocument> {
  const querystring = { expand_wildcards: 'all', ignore_unavailable: true };
  await openSearch.request({ method: 'POST', path: `/${indices}/_refresh`, querystring });
  let after: unknown[] | undefined;
  for (;;) {
    const { statusCode, body } = await openSearch.request({
      method: 'POST',
      path: `/${indices}/_search`,
      querystring,
      body: {
        size: PAGE_SIZE,
        query,
        sort: [{ _index: 'asc' }, { _seq_no: 'asc' }],
        ...(after === undefined ? {} : { search_after: after }),
      },
    });
    if (statusCode !== 200) throw new Error(`the search of ${indices} answered ${statusCode}`);
    const { hits } = Page.parse(body).hits;
    for (const { _index, _id, _source } of hits) yield { index: _index, id: _id, source: _source };
    after = hits.at(-1)?.sort;
    if (after === undefined) return;
  }
}

/** Where something is found: index, id, and the paths of the values or keys that hold it. */
export async function holders(
  documents: AsyncIterable<RawDocument>,
  find: (text: string) => string | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { index, id, source } of documents) {
    // Quicker than leaf by leaf, and it also sees what stands in parts beside each other.
    if (find(JSON.stringify(source)) === undefined && find(id) === undefined) continue;
    const paths = [...leaves(source, '')].filter(([path, text]) => (find(path) ?? find(text)) !== undefined);
    found.push(`${index}/${id}: ${paths.map(([path]) => path).join(', ')}`);
  }
  return found;
}

function* leaves(value: unknown, path: string): Generator<readonly [path: string, text: string]> {
  if (typeof value !== 'object' || value === null) return yield [path, String(value)];
  for (const [key, inner] of Object.entries(value))
    yield* leaves(inner, path === '' ? key : `${path}.${key}`);
}
