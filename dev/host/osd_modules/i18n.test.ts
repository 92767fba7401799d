import React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { i18n } from './i18n';
import { FormattedMessage, I18nProvider } from './i18n_react';

test('messages follow ICU rules', () => {
  const message = '{count, plural, one {# model} other {# models}} of {name}';

  expect(i18n.translate('id', { defaultMessage: message, values: { count: 1, name: 'a' } })).toBe(
    '1 model of a',
  );
  expect(i18n.translate('id', { defaultMessage: message, values: { count: 1200, name: 'a' } })).toBe(
    '1,200 models of a',
  );
});

test('a message that cannot be formatted names its id', () => {
  expect(() => i18n.translate('pages.cost.total', { defaultMessage: 'Total {sum}' })).toThrow(
    'pages.cost.total',
  );
});

test('a value may be an element', () => {
  const link = React.createElement('a', { href: '#' }, 'here');
  const message = React.createElement(FormattedMessage, {
    id: 'a',
    defaultMessage: 'Click {link} now',
    values: { link },
  });

  expect(renderToStaticMarkup(React.createElement(I18nProvider, { children: message }))).toBe(
    'Click <a href="#">here</a> now',
  );
});
