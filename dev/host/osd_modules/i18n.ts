/**
 * Stand-in for `@osd/i18n`: English only, but with the host's ICU rules, so that a wrong plural or a missing
 * value shows up here and not first in an installed plugin.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { i18n as HostI18n, TranslateArguments } from '@osd/i18n';

const LOCALE = 'en';
const parsed = new Map<string, IntlMessageFormat>();

export const messageFormat = (message: string): IntlMessageFormat => {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(message, LOCALE);
  parsed.set(message, format);
  return format;
};

const translate = (id: string, { defaultMessage, values }: TranslateArguments): string => {
  if (id === '') throw new Error('[I18n] An `id` must be a non-empty string to translate a message.');
  try {
    return String(messageFormat(defaultMessage).format(values));
  } catch (error) {
    throw new Error(`[I18n] Error formatting the default message for: "${id}".`, { cause: error });
  }
};

export const i18n: typeof HostI18n = { translate, getLocale: () => LOCALE };
