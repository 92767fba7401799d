/** Evaluated first of all bundles: offers core's values to plugins and, on request, boots the page. */
import type { InjectedMetadata } from '../server/page';
import * as values from './core_public_values';
import { startCore } from './core_system';

async function __osdBootstrap__(): Promise<void> {
  const data = document.querySelector('osd-injected-metadata')?.getAttribute('data');
  if (typeof data !== 'string') throw new Error('The page carries no metadata.');
  // Written by our own server into this very page.
  const metadata: InjectedMetadata = JSON.parse(data);
  await startCore(metadata);
}

window.__osdBundles__.define('entry/core/public', () => ({ ...values, __osdBootstrap__ }), 'public');
