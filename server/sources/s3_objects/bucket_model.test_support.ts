/** A bucket of which a test knows everything: objects that appear at their time, pages of any size, bodies that break. */
import { Failure, needsPerson } from '../../failure';
import type { OpenedObject, RejectedRecord } from '../source';
import type { GetRequest, ListedObject, ListPage, ListRequest, ObjectBody, S3Objects } from './s3_objects';

export interface ModelObject {
  readonly key: string;
  readonly body: string;
  /** From then on it is there, epoch ms. */
  readonly lastModified: number;
  readonly etag: string;
}

export interface ModelOptions {
  readonly pageSize?: number;
  readonly now: () => number;
  /** Called before every request. */
  readonly onRequest?: (request: ListRequest | GetRequest) => void;
  readonly denied?: (key: string) => boolean;
  /** Bytes after which the n-th download of a key breaks; undefined: not at all. */
  readonly breaks?: (key: string, download: number) => number | undefined;
}

export class BucketModel implements S3Objects {
  readonly lists: ListRequest[] = [];
  readonly gets: GetRequest[] = [];
  private readonly objects: ModelObject[] = [];

  constructor(private readonly options: ModelOptions) {}

  /** A later version of the same key takes the place of the one before, at its time. */
  put(key: string, body: string, lastModified: number): void {
    const versions = this.objects.filter((object) => object.key === key).length;
    this.objects.push({ key, body, lastModified, etag: `${key.length}-${versions}-${body.length}` });
  }

  async list(request: ListRequest): Promise<ListPage> {
    this.lists.push(request);
    this.options.onRequest?.(request);
    const { prefix, foldersApart, token, startAfter = '' } = request;
    const after = Buffer.from(token ?? startAfter);
    const keys = [...this.current().keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const slash = foldersApart ? key.indexOf('/', prefix.length) : -1;
        return slash < 0 ? key : key.slice(0, slash + 1);
      })
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .filter((entry, at, all) => entry !== all[at - 1] && Buffer.compare(Buffer.from(entry), after) > 0);
    const page = keys.slice(0, this.options.pageSize ?? 1_000);
    const last = page.at(-1);
    return {
      objects: page.flatMap((key): ListedObject[] => {
        const object = this.current().get(key);
        return object === undefined
          ? []
          : [{ key, etag: object.etag, size: object.body.length, lastModified: object.lastModified }];
      }),
      folders: foldersApart ? page.filter((entry) => entry.endsWith('/')) : [],
      ...(keys.length > page.length && last !== undefined ? { nextToken: last } : {}),
    };
  }

  async get(request: GetRequest): Promise<ObjectBody | 'missing'> {
    this.gets.push(request);
    this.options.onRequest?.(request);
    const { key, from = 0, ifMatch } = request;
    if (this.options.denied?.(key) === true)
      throw needsPerson('access_denied', `s3:GetObject is denied on ${key}.`, 'Allow it.');
    const object = this.current().get(key);
    if (object === undefined) return 'missing';
    if (ifMatch !== undefined && ifMatch !== object.etag)
      throw new Failure('retry', 'object_replaced', 'replaced', 'Nothing.');
    const download = this.gets.filter((other) => other.key === key).length;
    const bytes = Buffer.from(object.body).subarray(from);
    return {
      etag: object.etag,
      lastModified: object.lastModified,
      length: bytes.length,
      chunks: chunksOf(bytes, this.options.breaks?.(key, download)),
      discard: () => undefined,
    };
  }

  private current(): Map<string, ModelObject> {
    const now = this.options.now();
    const found = new Map<string, ModelObject>();
    for (const object of this.objects) if (object.lastModified <= now) found.set(object.key, object);
    return found;
  }
}

async function* chunksOf(bytes: Uint8Array, breaksAfter: number | undefined): AsyncGenerator<Uint8Array> {
  const end = breaksAfter ?? bytes.length;
  const step = Math.max(3, Math.ceil(bytes.length / 100));
  for (let at = 0; at < Math.min(end, bytes.length); at += step)
    yield bytes.subarray(at, Math.min(at + step, end));
  if (breaksAfter !== undefined) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

/** Everything an object holds, as text. */
export async function textOf(opened: OpenedObject | RejectedRecord): Promise<string> {
  if (!('chunks' in opened)) throw new Error(`rejected: ${opened.reasons.join()}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.chunks) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
