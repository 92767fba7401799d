/**
 * Signature version 4 in the `Authorization` header: who signs, for which service and region, and whether the
 * signature belongs to these bytes. Time skew is not judged, since the server's clock may be a test's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { queryPairs, type AwsRequest } from './message';

export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`, as in the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const header =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Undefined when the header is absent or of another scheme. */
export function parseAuthorization(value: string | undefined): Authorization | undefined {
  const found = header.exec(value ?? '');
  if (found === null) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = '', signed = '', signature = ''] = found;
  return { accessKeyId, date, region, service, signedHeaders: signed.split(';'), signature };
}

/** More than a server of sample accounts ever has at a time: sessions, times days, regions and services. */
const keptKeys = 1000;

/** Checks signatures. Keeps the keys it derived, which stay the same for a day. */
export class SignatureCheck {
  private readonly signingKeys = new Map<string, Buffer>();

  /** Whether `secret` made this signature over this request. */
  isSignedBy(secret: string, authorization: Authorization, request: AwsRequest): boolean {
    const { date, region, service } = authorization;
    const scope = `${date}/${region}/${service}/aws4_request`;
    const time = request.headers['x-amz-date'] ?? '';
    const canonical = sha256(canonicalRequest(authorization, request));
    const signature = hmac(this.keyFor(secret, scope), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${canonical}`);
    return timingSafeEqual(signature, Buffer.from(authorization.signature, 'hex'));
  }

  private keyFor(secret: string, scope: string): Buffer {
    const name = `${scope} ${secret}`;
    const known = this.signingKeys.get(name);
    if (known !== undefined) return known;
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
    if (this.signingKeys.size >= keptKeys) this.signingKeys.clear();
    const derived = Buffer.from(key);
    this.signingKeys.set(name, derived);
    return derived;
  }
}

/** Whether the body is the one that was signed: true also where the signer left the payload out. */
export function isPayloadIntact(request: AwsRequest): boolean {
  const declared = request.headers['x-amz-content-sha256'];
  return declared === undefined || !/^[0-9a-f]{64}$/.test(declared) || declared === sha256(request.body);
}

function canonicalRequest(authorization: Authorization, request: AwsRequest): string {
  let headers = '';
  for (const name of authorization.signedHeaders) {
    headers += `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`;
  }
  return [
    request.method,
    // S3 signs the path as sent; every other service encodes it once more.
    authorization.service === 's3' ? request.path : request.path.split('/').map(escape).join('/'),
    canonicalQuery(request.query),
    headers,
    authorization.signedHeaders.join(';'),
    request.headers['x-amz-content-sha256'] ?? sha256(request.body),
  ].join('\n');
}

const canonicalQuery = (query: string): string =>
  queryPairs(query)
    .map(([name, value]) => [escape(name), escape(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: `encodeURIComponent` leaves five reserved characters alone. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const emptyDigest = createHash('sha256').digest('hex');
const sha256 = (data: string | Buffer): string =>
  data.length === 0 ? emptyDigest : createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
