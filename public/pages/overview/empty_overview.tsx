/** What the Overview says instead of figures, by cause, each with the next step. */
import { EuiButton } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React from 'react';
import { EmptyState } from '../../components/empty_state';
import type { ApiError } from '../../host/api_client';
import type { EmptyCause } from './empty_cause';

export interface EmptyOverviewProps {
  readonly cause: EmptyCause;
  readonly onClearFilters: () => void;
  readonly onWiden: () => void;
}

export function EmptyOverview({ cause, onClearFilters, onWiden }: EmptyOverviewProps) {
  switch (cause) {
    case 'not_set_up':
      return (
        <EmptyState
          testSubject="bedrockEmpty-not_set_up"
          iconType="logoAWSMono"
          title={i18n.translate('bedrock.overview.notSetUp', {
            defaultMessage: 'No AWS account is being read yet',
          })}
          body={
            <p>
              {i18n.translate('bedrock.overview.notSetUpBody', {
                defaultMessage:
                  'An integration says which account, regions and log group to read. Switch model invocation logging on in Amazon Bedrock, then create an integration; the README shows how.',
              })}
            </p>
          }
        />
      );
    case 'nothing_collected':
      return (
        <EmptyState
          testSubject="bedrockEmpty-nothing_collected"
          iconType="clock"
          title={i18n.translate('bedrock.overview.nothingCollected', {
            defaultMessage: 'Nothing has arrived yet',
          })}
          body={
            <p>
              {i18n.translate('bedrock.overview.nothingCollectedBody', {
                defaultMessage:
                  'The integration is set up. The first read may take a minute; what keeps it from going on is said above.',
              })}
            </p>
          }
        />
      );
    case 'nothing_matches':
      return (
        <EmptyState
          testSubject="bedrockEmpty-nothing_matches"
          iconType="filter"
          title={i18n.translate('bedrock.overview.nothingMatches', {
            defaultMessage: 'No invocations match the filters',
          })}
          body={
            <p>
              {i18n.translate('bedrock.overview.nothingMatchesBody', {
                defaultMessage:
                  'There are invocations in this time range, but none with all of these values.',
              })}
            </p>
          }
          actions={
            <EuiButton onClick={onClearFilters} data-test-subj="bedrockEmptyClearFilters">
              {i18n.translate('bedrock.overview.clearFilters', { defaultMessage: 'Clear filters' })}
            </EuiButton>
          }
        />
      );
    case 'nothing_in_range':
      return (
        <EmptyState
          testSubject="bedrockEmpty-nothing_in_range"
          iconType="calendar"
          title={i18n.translate('bedrock.overview.nothingInRange', {
            defaultMessage: 'No invocations in this time range',
          })}
          body={
            <p>
              {i18n.translate('bedrock.overview.nothingInRangeBody', {
                defaultMessage:
                  'The line above says up to when data were collected. A longer range may hold some.',
              })}
            </p>
          }
          actions={
            <EuiButton onClick={onWiden} data-test-subj="bedrockEmptyWiden">
              {i18n.translate('bedrock.overview.widen', { defaultMessage: 'Show the last 7 days' })}
            </EuiButton>
          }
        />
      );
  }
}

export const OverviewFailure = ({
  error,
  onRetry,
}: {
  readonly error: ApiError;
  readonly onRetry: () => void;
}) => (
  <EmptyState
    testSubject={`bedrockError-${error.code}`}
    iconType={error.code === 'forbidden' || error.code === 'signed_out' ? 'lock' : 'alert'}
    danger
    title={error.message}
    body={<p data-test-subj="bedrockErrorAction">{error.action}</p>}
    actions={
      <EuiButton iconType="refresh" onClick={onRetry} data-test-subj="bedrockErrorRetry">
        {i18n.translate('bedrock.overview.retry', { defaultMessage: 'Try again' })}
      </EuiButton>
    }
  />
);
