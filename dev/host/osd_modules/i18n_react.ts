/**
 * Stand-in for `@osd/i18n/react`. Values may be React elements, as in the host; there is one language, so the
 * provider only keeps the host's rule of exactly one child.
 */
import React, { type ComponentType, type ReactElement, type ReactNode } from 'react';
import type { FormattedMessageProps, InjectedIntl } from '@osd/i18n/react';
import { i18n, messageFormat } from './i18n';

export const FormattedMessage = ({ defaultMessage, values, tagName }: FormattedMessageProps) => {
  const content: ReactNode = messageFormat(defaultMessage).format<ReactNode>(values);
  const parts = Array.isArray(content) ? React.Children.toArray(content) : content;
  return React.createElement(tagName ?? React.Fragment, {}, parts);
};

export const I18nProvider = ({ children }: { children?: ReactElement }) =>
  React.Children.only(children ?? null);

const intl: InjectedIntl = {
  formatMessage: ({ id, defaultMessage = id }, values) => i18n.translate(id, { defaultMessage, values }),
};

export const injectI18n = <P extends { intl: InjectedIntl }>(component: ComponentType<P>) => {
  const WithIntl = (props: Omit<P, 'intl'>) =>
    // Omit then add back: TypeScript cannot see that the sum is P.
    React.createElement(component, { ...props, intl } as P);
  return WithIntl;
};
