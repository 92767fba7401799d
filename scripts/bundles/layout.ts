/** Where the build puts what: the staged plugin is exactly what the zip holds and what a host has installed. */
import { join, resolve } from 'node:path';
import { PLUGIN_ID } from '../../common/plugin';

export const root = resolve(__dirname, '..', '..');
export const buildDir = join(root, 'build');

/** The plugin as it lies in `OSD_HOME/plugins/<id>` after installation. */
export const stageDir = join(buildDir, 'stage', PLUGIN_ID);

/** The stand-alone collector: what is copied to a machine, or into an image. */
export const collectorDir = join(buildDir, 'collector');
export const COLLECTOR_PROGRAM = 'bedrock-collector';

/** Folder of the server bundles, inside the staged plugin. */
export const SERVER_FOLDER = 'server';
/** Folder the host serves under its own build number, cached by browsers for a year. */
export const CACHED_FOLDER = 'target/public';
/** Folder the host serves under `/plugins/<id>/assets`, never cached. */
export const ASSETS_FOLDER = 'public/assets';

export const LOADER_FILE = `${CACHED_FOLDER}/${PLUGIN_ID}.plugin.js`;
export const APP_FILE = `${ASSETS_FOLDER}/app.js`;

export const zipFile = (version: string, osdVersion: string): string =>
  join(buildDir, `${PLUGIN_ID}-${version}_${osdVersion}.zip`);

export const collectorZipFile = (version: string): string =>
  join(buildDir, `${COLLECTOR_PROGRAM}-${version}.zip`);
