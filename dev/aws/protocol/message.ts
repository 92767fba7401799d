/**
 * One request and one response as the services see them: bytes read, names lower-cased, nothing interpreted.
 * Keeps node:http out of the services, so that each can be reasoned about as a function.
 */

export interface AwsRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Query parameters in the order sent. A parameter without `=` has an empty value (`?list-type=2&uploads`). */
export const queryPairs = (query: string): readonly (readonly [string, string])[] =>
  query === ''
    ? []
    : query.split('&').map((pair) => {
        const cut = pair.indexOf('=');
        const [name, value] = cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
        return [percentDecoded(name), percentDecoded(value)] as const;
      });

/** A text that is not percent-encoded UTF-8 stays as it is: it will then match no name and no signature. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
