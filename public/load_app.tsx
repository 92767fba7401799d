/**
 * Brings in `app.js` when somebody opens one of our apps, so that other pages of the host do not pay for it.
 * Promises: a failed download is shown with a way out and is tried again at the next visit, nothing is rendered
 * into a page that was left while loading, and what is called in the app never changes (see `app.ts`).
 */
import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import type { AppMountParameters, CoreStart } from 'osd/core/public';
import React from 'react';
import { PLUGIN_ID } from '../common/plugin';
import { renderInto } from './host/react_root';
import type { ExposedConfig } from './navigation';

/** What `app.js` exports. Frozen: loaders of every earlier version call it. */
export interface App {
  mount(
    core: CoreStart,
    deps: object,
    params: AppMountParameters,
    config: ExposedConfig,
  ): Promise<() => void>;
}

export type LoadApp = App['mount'];
type ImportModule = (url: string) => Promise<App>;

const nativeImport: ImportModule = (url) => import(/* webpackIgnore: true */ url);

/** `importModule` is how the browser imports a module from an address, `reload` how it loads the page anew. */
export function createAppLoader(
  importModule: ImportModule = nativeImport,
  reload: () => void = () => window.location.reload(),
): LoadApp {
  let attempt = 0;
  let loaded: Promise<App> | undefined;

  /** A browser remembers a failed import for the life of the document, so every new attempt has another address. */
  const importApp = (url: string): Promise<App> =>
    (loaded ??= importModule(attempt === 0 ? url : `${url}?attempt=${attempt}`).catch((error: unknown) => {
      attempt += 1;
      loaded = undefined;
      throw error;
    }));

  return async (core, deps, params, config) => {
    try {
      // The server's base path: the one the browser sees may hold a workspace, which has no assets of ours.
      const app = await importApp(`${core.http.basePath.serverBasePath}/plugins/${PLUGIN_ID}/assets/app.js`);
      // The host forgets to unmount what was left before it was mounted.
      if (!params.element.isConnected) return () => undefined;
      return await app.mount(core, deps, params, config);
    } catch (error) {
      // For a rejected mount the host writes to the console and shows a blank page: enough once the page was left.
      if (!params.element.isConnected) throw error;
      return renderInto(params.element, <LoadError error={error} reload={reload} />);
    }
  };
}

function LoadError({ error, reload }: { readonly error: unknown; readonly reload: () => void }) {
  return (
    <EuiEmptyPrompt
      data-test-subj="bedrockLoadError"
      iconType="alert"
      iconColor="danger"
      title={
        <h2>
          {i18n.translate('bedrock.loadError.title', { defaultMessage: 'This page could not be loaded' })}
        </h2>
      }
      body={
        <>
          <p>
            {i18n.translate('bedrock.loadError.body', {
              defaultMessage:
                'The connection was interrupted, or another version was installed since this tab was opened. Reloading usually helps; if it does not, ask your administrator to look at the server log.',
            })}
          </p>
          <p>{error instanceof Error ? error.message : String(error)}</p>
        </>
      }
      actions={
        <EuiButton fill iconType="refresh" data-test-subj="bedrockLoadErrorReload" onClick={reload}>
          {i18n.translate('bedrock.loadError.reload', { defaultMessage: 'Reload the page' })}
        </EuiButton>
      }
    />
  );
}
