/** How models and callers are called, also those the record does not name. */
import { i18n } from '@osd/i18n';
import type { Caller } from '../../common/api/invocation_scope';

export const modelName = (model: string | null): string =>
  model ?? i18n.translate('bedrock.names.noModel', { defaultMessage: '(model not identified)' });

export const callerName = (name: string | null): string =>
  name ?? i18n.translate('bedrock.names.noCaller', { defaultMessage: '(caller not named)' });

export const accountName = (account: string | null): string =>
  account ?? i18n.translate('bedrock.names.noAccount', { defaultMessage: '(account not named)' });

/** `app-role · 111122223333` */
export const callerWithAccount = ({ account, name }: Caller): string =>
  `${callerName(name)} · ${accountName(account)}`;
