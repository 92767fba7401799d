/** Colours and sizes of the theme the page was served with; right at module evaluation, a change reloads. */
declare module '@osd/ui-shared-deps/theme' {
  /** Names such as `euiColorVis0`, `euiTextColor`, `euiColorEmptyShade`; values are CSS texts or numbers. */
  export type Theme = typeof import('@elastic/eui/dist/eui_theme_light.json');
  export const tag: string;
  export const version: number;
  export const darkMode: boolean;
  export const euiLightVars: Theme;
  export const euiDarkVars: Theme;
  export const euiThemeVars: Theme;
}
