/**
 * Tells the bundle where its chunks are: a folder whose address holds the host's base path and build number,
 * known only at run time. Must be the first import of the app, before any chunk is asked for.
 */
import { PLUGIN_ID } from '../common/plugin';

declare global {
  /** The bundler's own variable; it exists only inside a bundle. */
  var __webpack_public_path__: string;
}

const path = window.__osdPublicPath__[PLUGIN_ID];
if (path === undefined) {
  throw new Error(`The host does not say where the bundles of ${PLUGIN_ID} are served (__osdPublicPath__).`);
}
__webpack_public_path__ = path;
