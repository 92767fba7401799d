/**
 * The colours of the host's theme that we draw with. Right as soon as a module is evaluated, since changing the
 * theme reloads the page. A colour that another version of the host does not know falls back to the text's own.
 */
import { euiThemeVars } from '@osd/ui-shared-deps/theme';

export { darkMode } from '@osd/ui-shared-deps/theme';

const variables: Readonly<Record<string, unknown>> = euiThemeVars;
const color = (name: string): string => {
  const value = variables[name];
  return typeof value === 'string' ? value : 'currentColor';
};

export const themeColors = {
  title: color('euiTitleColor'),
  text: color('euiTextColor'),
  subduedText: color('euiTextSubduedColor'),
  good: color('euiColorSuccessText'),
  bad: color('euiColorDangerText'),
  /** Behind floating things, and the page's own background. */
  surface: color('euiColorEmptyShade'),
  line: color('euiColorLightShade'),
  /** What is left over when the named things have their colours. */
  rest: color('euiColorMediumShade'),
  /** One colour for a single course. */
  course: color('euiColorVis1'),
  /** Distinguishable by people who see colours differently; in the order in which things rank. */
  series: [1, 0, 2, 3, 5, 7, 8, 4, 9, 6].map((index) => color(`euiColorVis${index}`)),
} as const;
