/**
 * Reading from S3, the only things the sources need of it: one object's bytes and one page of a listing. An interface,
 * so that they are tested against a bucket of which everything is known.
 */
export interface S3Objects {
  /** Rejects with a `Failure`; `object_replaced` when `ifMatch` no longer holds. */
  get(request: GetRequest): Promise<ObjectBody | 'missing'>;
  /** Rejects with a `Failure`. */
  list(request: ListRequest): Promise<ListPage>;
}

export interface GetRequest {
  readonly bucket: string;
  readonly key: string;
  /** First byte wanted. */
  readonly from?: number;
  /** Only this version, by its etag. */
  readonly ifMatch?: string;
  readonly signal: AbortSignal;
}

export interface ObjectBody {
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  /** Bytes of what `chunks` will give. */
  readonly length: number;
  /** To be read once, or let go of by `discard`. Rejects when the connection breaks or stalls. */
  readonly chunks: AsyncIterable<Uint8Array>;
  discard(): void;
}

export interface ListRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** Roll up what lies in folders below the prefix. */
  readonly foldersApart: boolean;
  /** Only keys behind this one; not together with `token`. */
  readonly startAfter?: string;
  readonly token?: string;
  readonly signal: AbortSignal;
}

export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface ListPage {
  /** In the order of their keys' UTF-8 bytes. */
  readonly objects: readonly ListedObject[];
  /** With the prefix, and the slash at the end. */
  readonly folders: readonly string[];
  readonly nextToken?: string;
}
