/** Serves the page for every app's address, and the script that boots it. */
import type { IRouter, OpenSearchDashboardsRequest } from 'osd/core/server';
import type { CapabilitiesService } from './capabilities';
import { hostMetadata, renderBootstrap, renderPage, type UiPlugin } from './page';
import { NEVER_CACHED } from './static_files';
import type { UiSettings } from './ui_settings';

export interface PageDeps {
  readonly basePath: string;
  readonly bootScript: string;
  readonly plugins: readonly UiPlugin[];
  readonly uiSettings: UiSettings;
  readonly capabilities: CapabilitiesService;
  /** Name of who is logged in, where people log in. */
  usernameOf(request: OpenSearchDashboardsRequest): string | undefined;
}

export function registerPageRoutes(router: IRouter, deps: PageDeps): void {
  const { basePath, uiSettings, plugins } = deps;
  const isDark = () => uiSettings.get('theme:darkMode') === true;

  router.get({ path: '/', validate: false }, (_context, _request, response) =>
    response.redirected({ headers: { location: `${basePath}/app/home` } }),
  );
  router.get({ path: '/app/{id}/{any*}', validate: false }, async (_context, request, response) =>
    response.ok({
      body: renderPage(
        {
          ...hostMetadata,
          basePath,
          uiPlugins: plugins,
          uiSettings: uiSettings.all(),
          capabilities: await deps.capabilities.resolve(request),
          username: deps.usernameOf(request),
        },
        isDark(),
      ),
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': NEVER_CACHED },
    }),
  );
  router.get(
    { path: '/bootstrap.js', validate: false, options: { authRequired: false } },
    (_context, _request, response) =>
      response.ok({
        body: renderBootstrap(
          deps.bootScript,
          basePath,
          plugins.map(({ id }) => id),
          isDark(),
        ),
        headers: { 'content-type': 'application/javascript; charset=utf-8', 'cache-control': NEVER_CACHED },
      }),
  );
}
