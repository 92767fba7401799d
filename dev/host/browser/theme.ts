/** Stand-in for `@osd/ui-shared-deps/theme`: the variables of the theme the page was served with. */
import darkVars from '@elastic/eui/dist/eui_theme_dark.json';
import lightVars from '@elastic/eui/dist/eui_theme_light.json';

export const tag: string = (typeof window === 'undefined' ? undefined : window.__osdThemeTag__) ?? 'v7light';
export const version = 7;
export const darkMode = tag.endsWith('dark');
export const euiLightVars = lightVars;
export const euiDarkVars = darkVars;
export const euiThemeVars = darkMode ? darkVars : lightVars;
