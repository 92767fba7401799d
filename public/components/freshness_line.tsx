/**
 * How fresh the data are, from what collection has stored: «Data up to 10:42:05», how many sources are healthy,
 * and, for each that waits for a person, what to do.
 */
import {
  EuiCallOut,
  type EuiCallOutProps,
  EuiFlexGroup,
  EuiFlexItem,
  EuiHealth,
  EuiSpacer,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React from 'react';
import type { CollectionSource, CollectionStatus } from '../../common/api/collection_status';
import type { ApiError } from '../host/api_client';
import { usePageServices } from '../host/page_services';
import { formatMoment } from './format_time';
import { streamName } from './stream_names';

/** More than this many notices would push the page away; the rest is counted. */
const MAX_NOTICES = 3;

export interface FreshnessLineProps {
  readonly status: CollectionStatus | undefined;
  readonly error: ApiError | null;
}

export function FreshnessLine({ status, error }: FreshnessLineProps) {
  const { timeZone } = usePageServices();
  if (error && !status) {
    return (
      <EuiText size="s" color="subdued" data-test-subj="bedrockFreshness">
        {i18n.translate('bedrock.freshness.unknown', {
          defaultMessage: 'How fresh the data are is not known: {reason} {action}',
          values: { reason: error.message, action: error.action },
        })}
      </EuiText>
    );
  }
  if (!status) {
    return (
      <EuiText size="s" color="subdued" data-test-subj="bedrockFreshness">
        {i18n.translate('bedrock.freshness.loading', {
          defaultMessage: 'Looking up how fresh the data are…',
        })}
      </EuiText>
    );
  }
  return (
    <div data-test-subj="bedrockFreshness">
      <EuiFlexGroup gutterSize="m" responsive={false} wrap alignItems="center">
        <EuiFlexItem grow={false}>
          <EuiText size="s">
            <strong data-test-subj="bedrockDataUntil">{dataUntilText(status, timeZone)}</strong>
            {error && (
              <span data-test-subj="bedrockFreshnessStale">
                {' '}
                {i18n.translate('bedrock.freshness.stale', {
                  defaultMessage: '(as of {time}; could not be looked up since)',
                  values: { time: formatMoment(status.now, status.now, timeZone) },
                })}
              </span>
            )}
          </EuiText>
        </EuiFlexItem>
        {status.other_streams.map(({ stream, data_until: until }) => (
          <EuiFlexItem grow={false} key={stream}>
            <EuiText size="s" color="subdued" data-test-subj={`bedrockDataUntil-${stream}`}>
              {streamUntilText(stream, until, status.now, timeZone)}
            </EuiText>
          </EuiFlexItem>
        ))}
        {status.usd_per_month !== null && (
          <EuiFlexItem grow={false}>
            <EuiText size="s" color="subdued" data-test-subj="bedrockMonthlyCharge">
              {i18n.translate('bedrock.freshness.monthlyCharge', {
                defaultMessage: 'reading metrics: about {amount} USD a month at AWS',
                values: { amount: status.usd_per_month.toFixed(2) },
              })}
            </EuiText>
          </EuiFlexItem>
        )}
        {healthTexts(status).map(({ health, color, text }) => (
          <EuiFlexItem grow={false} key={health}>
            <EuiHealth color={color} textSize="s" data-test-subj={`bedrockSources-${health}`}>
              {text}
            </EuiHealth>
          </EuiFlexItem>
        ))}
      </EuiFlexGroup>
      <CollectorNotice status={status} />
      <Notices status={status} timeZone={timeZone} />
    </div>
  );
}

function dataUntilText({ data_until, now, sources }: CollectionStatus, timeZone: string): string {
  if (data_until !== null) {
    return i18n.translate('bedrock.freshness.dataUntil', {
      defaultMessage: 'Data up to {time} ({zone})',
      values: { time: formatMoment(data_until, now, timeZone), zone: timeZone },
    });
  }
  return sources.length > 0
    ? i18n.translate('bedrock.freshness.nothingYet', { defaultMessage: 'Nothing collected yet' })
    : i18n.translate('bedrock.freshness.noSources', { defaultMessage: 'Nothing is being collected' });
}

const streamUntilText = (stream: string, until: number | null, now: number, timeZone: string): string =>
  until === null
    ? i18n.translate('bedrock.freshness.streamNothingYet', {
        defaultMessage: '{stream}: nothing yet',
        values: { stream: streamName(stream) },
      })
    : i18n.translate('bedrock.freshness.streamUntil', {
        defaultMessage: '{stream} up to {time}',
        values: { stream: streamName(stream), time: formatMoment(until, now, timeZone) },
      });

const healthTexts = ({ counts }: CollectionStatus) =>
  [
    {
      health: 'healthy',
      color: 'success',
      text: i18n.translate('bedrock.freshness.healthy', {
        defaultMessage: '{count, plural, one {# source} other {# sources}} healthy',
        values: { count: counts.healthy },
      }),
    },
    {
      health: 'first_read',
      color: 'primary',
      text: i18n.translate('bedrock.freshness.firstRead', {
        defaultMessage: '{count} being read for the first time',
        values: { count: counts.first_read },
      }),
    },
    {
      health: 'retrying',
      color: 'warning',
      text: i18n.translate('bedrock.freshness.retrying', {
        defaultMessage: '{count} retrying',
        values: { count: counts.retrying },
      }),
    },
    {
      health: 'stalled',
      color: 'danger',
      text: i18n.translate('bedrock.freshness.stalled', {
        defaultMessage: '{count} without a collector',
        values: { count: counts.stalled },
      }),
    },
    {
      health: 'attention',
      color: 'danger',
      text: i18n.translate('bedrock.freshness.attention', {
        defaultMessage: '{count, plural, one {# needs} other {# need}} attention',
        values: { count: counts.attention },
      }),
    },
    {
      health: 'paused',
      color: 'subdued',
      text: i18n.translate('bedrock.freshness.paused', {
        defaultMessage: '{count} paused',
        values: { count: counts.paused },
      }),
    },
  ].filter(({ health }) => Object.entries(counts).some(([name, count]) => name === health && count > 0));

/** What keeps the collector of the answering process from OpenSearch; tasks cannot tell, since it cannot write them. */
function CollectorNotice({ status: { collector } }: { readonly status: CollectionStatus }) {
  const problem = collector?.problem;
  if (!problem) return null;
  return (
    <Notice
      subject="bedrockCollectorProblem"
      color="warning"
      iconType="alert"
      title={i18n.translate('bedrock.freshness.collectorProblem', {
        defaultMessage: 'The collector of this instance waits: {message}',
        values: { message: problem.message },
      })}
    >
      {problem.action}
    </Notice>
  );
}

function Notice({
  subject,
  children,
  ...callOut
}: Pick<EuiCallOutProps, 'color' | 'iconType' | 'title' | 'children'> & { readonly subject: string }) {
  return (
    <>
      <EuiSpacer size="s" />
      <EuiCallOut size="s" data-test-subj={subject} {...callOut}>
        {children}
      </EuiCallOut>
    </>
  );
}

function Notices({ status, timeZone }: { readonly status: CollectionStatus; readonly timeZone: string }) {
  const waiting = status.sources.filter(({ attention }) => attention !== null);
  const { stalled } = status.counts;
  return (
    <>
      {stalled > 0 && (
        <Notice
          subject="bedrockStalledNotice"
          color="warning"
          iconType="clock"
          title={i18n.translate('bedrock.freshness.stalledTitle', {
            defaultMessage:
              '{count, plural, one {# source is} other {# sources are}} due, but no collector reads {count, plural, one {it} other {them}}',
            values: { count: stalled },
          })}
        >
          {i18n.translate('bedrock.freshness.stalledAction', {
            defaultMessage:
              'Check that an OpenSearch Dashboards instance with bedrock.collector.enabled, or a bedrock-collector process, is running, and look at its log.',
          })}
        </Notice>
      )}
      {waiting.slice(0, MAX_NOTICES).map((source) => (
        <AttentionNotice key={source.id} source={source} now={status.now} timeZone={timeZone} />
      ))}
      {waiting.length > MAX_NOTICES && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('bedrock.freshness.more', {
            defaultMessage:
              '{count, plural, one {# more source needs} other {# more sources need}} attention.',
            values: { count: waiting.length - MAX_NOTICES },
          })}
        </EuiText>
      )}
    </>
  );
}

function AttentionNotice({
  source: { attention, health, integration_id, account_id, region, stream, read_until },
  now,
  timeZone,
}: {
  readonly source: CollectionSource;
  readonly now: number;
  readonly timeZone: string;
}) {
  if (!attention) return null;
  return (
    <Notice
      subject="bedrockAttention"
      color={health === 'attention' ? 'danger' : 'warning'}
      iconType="alert"
      title={i18n.translate('bedrock.freshness.attentionTitle', {
        defaultMessage: '{integration} ({stream}; {account}, {region}): {message}',
        values: {
          integration: integration_id,
          stream: streamName(stream),
          account: account_id,
          region,
          message: attention.message,
        },
      })}
    >
      <p>
        {attention.action}{' '}
        {read_until === null
          ? null
          : i18n.translate('bedrock.freshness.stoppedAt', {
              defaultMessage: 'Read up to {time}.',
              values: { time: formatMoment(read_until, now, timeZone) },
            })}
      </p>
    </Notice>
  );
}
