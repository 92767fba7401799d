/** `@osd/i18n` and its React half, shared by the host with every plugin. Messages are ICU texts. */
declare module '@osd/i18n' {
  export interface TranslateArguments {
    defaultMessage: string;
    values?: Record<string, string | number | boolean | Date | null | undefined>;
    description?: string;
  }
  export const i18n: {
    translate(id: string, options: TranslateArguments): string;
    getLocale(): string;
  };
}

declare module '@osd/i18n/react' {
  import type { ComponentType, ReactElement, ReactNode } from 'react';

  export interface FormattedMessageProps {
    id: string;
    defaultMessage: string;
    values?: Record<string, ReactNode | Date>;
    tagName?: string;
  }
  export const FormattedMessage: ComponentType<FormattedMessageProps>;
  /** Takes exactly one child. */
  export const I18nProvider: ComponentType<{ children?: ReactElement }>;
  export interface InjectedIntl {
    formatMessage(
      message: { id: string; defaultMessage?: string },
      values?: Record<string, string | number | boolean | Date | null | undefined>,
    ): string;
  }
  export function injectI18n<P extends { intl: InjectedIntl }>(
    component: ComponentType<P>,
  ): ComponentType<Omit<P, 'intl'>>;
}
