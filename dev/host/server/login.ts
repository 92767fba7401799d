/**
 * An optional login in front of the host: OpenSearch checks the credentials, a cookie names the session, and what
 * the plugin does as the current user carries them. The form and its routes look like the security plugin's, so
 * that a test logs in here as it does there. Sessions live in memory and end with the host.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { schema } from '../osd_modules/config_schema';
import type { IClusterClient, IRouter } from 'osd/core/server';
import { Answer } from './responses';
import type { Route } from './router';

const COOKIE = 'security_authentication';
const CREDENTIALS = schema.object(
  { username: schema.string(), password: schema.string(), next: schema.string({ defaultValue: '/' }) },
  { unknowns: 'ignore' },
);

export interface Session {
  readonly username: string;
  /** Value of the header that OpenSearch gets. */
  readonly authorization: string;
}

export class Login {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly basePath: string,
    private readonly opensearch: IClusterClient,
  ) {}

  sessionOf(request: IncomingMessage): Session | undefined {
    const id = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    return id === undefined ? undefined : this.sessions.get(id);
  }

  authenticate(request: IncomingMessage, { options, path }: Route): { isAuthenticated: boolean } | Answer {
    const isAuthenticated = this.sessionOf(request) !== undefined;
    if (isAuthenticated || options.authRequired === false || options.authRequired === 'optional') {
      return { isAuthenticated };
    }
    if (path.startsWith('/api/')) return new Answer(401, 'Unauthorized');
    const next = encodeURIComponent(request.url ?? '/');
    return new Answer(302, undefined, { headers: { location: `${this.basePath}/app/login?next=${next}` } });
  }

  registerRoutes(router: IRouter): void {
    const open = { authRequired: false } as const;
    router.get(
      {
        path: '/app/login',
        validate: { query: schema.object({ next: schema.string({ defaultValue: '/' }) }) },
        options: open,
      },
      (_context, { query }, response) => response.ok({ body: this.page(query.next) }),
    );
    router.post(
      // A form cannot send the header; the same-origin check below takes its place.
      { path: '/auth/login', validate: { body: CREDENTIALS }, options: { ...open, xsrfRequired: false } },
      async (_context, { body, headers }, response) => {
        const site = headers['sec-fetch-site'];
        if (site !== undefined && site !== 'same-origin' && site !== 'none') return response.forbidden();
        const wantsPage = !String(headers['content-type']).includes('json');
        const cookie = await this.open(body.username, body.password);
        if (cookie === undefined) {
          return wantsPage
            ? response.custom({
                statusCode: 401,
                body: Buffer.from(this.page(body.next, true)),
                headers: HTML,
              })
            : response.unauthorized();
        }
        const answer = { headers: { 'set-cookie': cookie } };
        return wantsPage
          ? response.redirected({ headers: { ...answer.headers, location: this.localPath(body.next) } })
          : response.ok({ ...answer, body: { username: body.username } });
      },
    );
  }

  private async open(username: string, password: string): Promise<string | undefined> {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const { transport } = this.opensearch.asScoped({ headers: { authorization } }).asCurrentUser;
    const { statusCode } = await transport.request({ method: 'GET', path: '/' }, { ignore: [401, 403] });
    if (statusCode !== 200) return undefined;
    const id = randomBytes(32).toString('base64url');
    this.sessions.set(id, { username, authorization });
    return `${COOKIE}=${id}; Path=${this.basePath || '/'}; HttpOnly; SameSite=Strict`;
  }

  /** Only a path of ours: never another site. */
  private localPath(next: string): string {
    return /^\/(?![/\\])/.test(next) && next.startsWith(`${this.basePath}/`) ? next : `${this.basePath}/`;
  }

  private page(next: string, failed = false): string {
    return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Log in</title><style>
body{font:16px sans-serif;display:grid;place-items:center;min-height:100vh;margin:0;background:#f5f7fa;color:#343741}
form{display:grid;gap:12px;width:320px;padding:32px;background:#fff;border-radius:6px;box-shadow:0 2px 8px #0002}
input,button{font:inherit;padding:8px;border:1px solid #c9cdd3;border-radius:4px}button{background:#006bb4;color:#fff}
</style></head><body><form method="post" action="${this.basePath}/auth/login"><h1>Log in</h1>
${failed ? '<p role="alert">Invalid username or password. Please try again.</p>' : ''}
<input name="username" aria-label="Username" placeholder="Username" autocomplete="username" data-test-subj="user-name" required autofocus>
<input name="password" aria-label="Password" placeholder="Password" type="password" autocomplete="current-password" data-test-subj="password" required>
<input type="hidden" name="next" value="${escapeHtml(next)}"><button data-test-subj="submit">Log in</button></form></body></html>`;
  }
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
