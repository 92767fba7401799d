/** An index of documents in memory, with versions and conditional writes as OpenSearch has them. */
import type { OpenSearch, OpenSearchRequest } from '../../storage/opensearch';

interface Versioned {
  readonly seqNo: number;
  readonly source: object;
}

export class Documents implements OpenSearch {
  private readonly documents = new Map<string, Versioned>();
  private lastSeqNo = 0;
  /** Called before each write: somebody may be faster. */
  beforeWrite: () => void = () => undefined;
  writes = 0;

  get(id: string): unknown {
    return this.documents.get(id)?.source;
  }

  put(id: string, source: object): void {
    this.lastSeqNo += 1;
    this.documents.set(id, { seqNo: this.lastSeqNo, source });
  }

  async request({ method, path, querystring = {}, body = {} }: OpenSearchRequest) {
    const [, , endpoint = '', id = ''] = path.split('/').map(decodeURIComponent);
    if (method === 'HEAD') return { statusCode: 200, body: null };
    if (endpoint === '_search') {
      const hits = [...this.documents].map(([_id, one]) => ({ _id, ...asHit(one) }));
      return { statusCode: 200, body: { hits: { hits } } };
    }
    if (method === 'GET') {
      const found = this.documents.get(id);
      return found === undefined
        ? { statusCode: 404, body: { found: false } }
        : { statusCode: 200, body: { _id: id, found: true, ...asHit(found) } };
    }
    if (method !== 'PUT') throw new Error(`not understood here: ${method} ${path}`);
    this.beforeWrite();
    const present = this.documents.get(id);
    const isConflict =
      endpoint === '_create'
        ? present !== undefined
        : querystring.if_seq_no !== undefined && querystring.if_seq_no !== present?.seqNo;
    if (isConflict)
      return { statusCode: 409, body: { error: { type: 'version_conflict_engine_exception' } } };
    this.writes += 1;
    this.put(id, body);
    return { statusCode: 200, body: {} };
  }
}

const asHit = ({ seqNo, source }: Versioned) => ({ _seq_no: seqNo, _primary_term: 1, _source: source });
