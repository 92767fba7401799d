/**
 * Entry of `app.js`, which the loader imports when one of our apps is opened. Its one export is a frozen
 * contract, because browsers keep the loader for a year: after an upgrade an old loader calls a new app.
 */
import './public_path';
import { mount as mountApplication } from './application';
import type { App } from './load_app';

export const mount: App['mount'] = mountApplication;
