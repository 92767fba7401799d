/**
 * JSON Web Tokens (RFC 7519; compact form of RFC 7515): header and payload begin with `{"`, which is `eyJ` in
 * base64url. The signature may be missing or cut: the payload alone says who somebody is.
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/y;

export const jwt: Detector = {
  kind: 'jwt',
  group: 'secret',
  sign: 'token',
  prefixes: ['eyJ'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
