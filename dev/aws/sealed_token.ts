/**
 * Paging tokens: opaque to the caller, bound to what was asked, dead after their time. The server keeps nothing
 * per token; a token of another server, of another question or of yesterday does not open.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

export class SealedTokens {
  private readonly key: Buffer;

  constructor(
    private readonly randomBytes: (size: number) => Buffer,
    private readonly lifetimeMs: number,
  ) {
    this.key = randomBytes(32);
  }

  /** `question` is what the token belongs to; `state` is where to go on. Both must be JSON. */
  seal(question: unknown, state: unknown, now: number): string {
    const nonce = this.randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(fingerprint(question));
    const text = JSON.stringify({ until: now + this.lifetimeMs, state });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The state, or undefined when the token is not ours, not for this question, or too old. */
  open(question: unknown, token: string, now: number): { readonly state: unknown } | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length < 28) return undefined;
    const cipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12))
      .setAAD(fingerprint(question))
      .setAuthTag(bytes.subarray(12, 28));
    try {
      const text = Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
      const { until, state } = JSON.parse(text) as { until: number; state: unknown };
      return until >= now ? { state } : undefined;
    } catch {
      // The only thing that can throw on bytes of this length is a seal that does not fit.
      return undefined;
    }
  }
}

const fingerprint = (question: unknown): Buffer =>
  createHash('sha256').update(JSON.stringify(question)).digest();
