/** The host's colours and sizes; right as soon as a module is evaluated, since changing the theme reloads the page. */
export { darkMode, euiThemeVars } from '@osd/ui-shared-deps/theme';
