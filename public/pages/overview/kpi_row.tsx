/** The answers to the first three questions: what does it cost, is it healthy, and is that more than before. */
import { EuiFlexGrid, EuiFlexItem } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React from 'react';
import type { Overview, OverviewPoint, P95 } from '../../../common/api/overview';
import { compare } from '../../components/delta';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatRatio,
  formatUsd,
  ratio,
} from '../../components/format';
import { formatSpan } from '../../components/format_time';
import { KpiTile } from '../../components/kpi_tile';

const DAY_MS = 86_400_000;

export function KpiRow({ overview }: { readonly overview: Overview }) {
  const { current, previous, points, range } = overview;
  const comparedWith = i18n.translate('bedrock.overview.previous', {
    defaultMessage: 'previous {span}',
    values: { span: formatSpan(range.to - range.from) },
  });
  const course = (value: (point: OverviewPoint) => number | null) => points.map(value);
  const anyBefore = previous.invocations > 0;
  const before = (value: number | null) => (anyBefore ? value : null);
  const perDay = (current.spend.usd / (range.to - range.from)) * DAY_MS;
  const shared = { comparedWith } as const;

  return (
    <EuiFlexGrid columns={4} gutterSize="m" data-test-subj="bedrockKpis">
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="spend"
          title={i18n.translate('bedrock.kpi.spend', { defaultMessage: 'Spend' })}
          explanation={i18n.translate('bedrock.kpi.spendHow', {
            defaultMessage:
              'Estimated from tokens and list prices of the day of each invocation. Invocations without a known price are counted beside it, not as zero.',
          })}
          value={
            current.spend.priced_invocations > 0 || current.invocations === 0
              ? formatUsd(current.spend.usd)
              : formatUsd(null)
          }
          delta={compare(current.spend.usd, before(previous.spend.usd), { good: 'down', as: 'ratio' })}
          course={course(({ usd }) => usd)}
        >
          {i18n.translate('bedrock.kpi.runRate', {
            defaultMessage: '≈ {usd} per day',
            values: { usd: formatUsd(perDay) },
          })}
          {current.spend.unpriced_invocations > 0 && (
            <div data-test-subj="bedrockUnpriced">
              {i18n.translate('bedrock.kpi.unpriced', {
                defaultMessage:
                  'without {count, plural, one {# invocation} other {# invocations}} ({tokens} tokens) that have no price',
                values: {
                  count: current.spend.unpriced_invocations,
                  tokens: formatCompact(current.spend.unpriced_tokens),
                },
              })}
            </div>
          )}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="invocations"
          title={i18n.translate('bedrock.kpi.invocations', { defaultMessage: 'Invocations' })}
          explanation={i18n.translate('bedrock.kpi.invocationsHow', {
            defaultMessage: 'Calls of models in the invocation logs, failed ones included.',
          })}
          value={formatCompact(current.invocations)}
          exact={formatCount(current.invocations)}
          delta={compare(current.invocations, before(previous.invocations), { good: 'neither', as: 'ratio' })}
          course={course(({ invocations }) => invocations)}
        >
          {i18n.translate('bedrock.kpi.exactly', {
            defaultMessage: '{count} in {span}',
            values: { count: formatCount(current.invocations), span: formatSpan(range.to - range.from) },
          })}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="tokens"
          title={i18n.translate('bedrock.kpi.tokens', { defaultMessage: 'Tokens' })}
          explanation={i18n.translate('bedrock.kpi.tokensHow', {
            defaultMessage: 'Uncached input, output, and input read from or written to the prompt cache.',
          })}
          value={formatCompact(current.tokens.total)}
          exact={formatCount(current.tokens.total)}
          delta={compare(current.tokens.total, before(previous.tokens.total), {
            good: 'neither',
            as: 'ratio',
          })}
          course={course(({ tokens }) => tokens)}
        >
          {i18n.translate('bedrock.kpi.tokenKinds', {
            defaultMessage: '{input} in · {output} out · {read} cache read · {write} cache write',
            values: {
              input: formatCompact(current.tokens.uncached_input),
              output: formatCompact(current.tokens.output),
              read: formatCompact(current.tokens.cache_read),
              write: formatCompact(current.tokens.cache_write),
            },
          })}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="error-rate"
          title={i18n.translate('bedrock.kpi.errorRate', { defaultMessage: 'Error rate' })}
          explanation={i18n.translate('bedrock.kpi.errorRateHow', {
            defaultMessage:
              'Invocations with an error code ÷ all invocations. Throttled calls are among them; what a guardrail blocked is not.',
          })}
          value={formatRatio(ratio(current.errors, current.invocations))}
          delta={compare(
            ratio(current.errors, current.invocations),
            ratio(previous.errors, previous.invocations),
            { good: 'down', as: 'points' },
          )}
          course={course(({ errors, invocations }) => ratio(errors, invocations))}
        >
          {i18n.translate('bedrock.kpi.errorCount', {
            defaultMessage: '{errors} of {invocations} with error.code',
            values: { errors: formatCount(current.errors), invocations: formatCount(current.invocations) },
          })}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="throttles"
          title={i18n.translate('bedrock.kpi.throttles', { defaultMessage: 'Throttled' })}
          explanation={i18n.translate('bedrock.kpi.throttlesHow', {
            defaultMessage: 'Invocations that a quota turned away (ThrottlingException).',
          })}
          value={formatCompact(current.throttles)}
          exact={formatCount(current.throttles)}
          delta={compare(current.throttles, before(previous.throttles), { good: 'down', as: 'ratio' })}
          course={course(({ throttles }) => throttles)}
        >
          {i18n.translate('bedrock.kpi.ofAll', {
            defaultMessage: '{share} of all invocations',
            values: { share: formatRatio(ratio(current.throttles, current.invocations)) },
          })}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="latency"
          title={i18n.translate('bedrock.kpi.latency', { defaultMessage: 'Latency p95' })}
          explanation={i18n.translate('bedrock.kpi.latencyHow', {
            defaultMessage:
              '95 of 100 measured calls were answered within this time. Bedrock logs it for Converse and for streams, not for plain InvokeModel.',
          })}
          value={formatDuration(current.latency.value)}
          delta={compare(current.latency.value, previous.latency.value, { good: 'down', as: 'ratio' })}
          course={course(({ latency_p95 }) => latency_p95)}
        >
          {measuredOf(current.latency, current.invocations)}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="first-token"
          title={i18n.translate('bedrock.kpi.firstToken', { defaultMessage: 'First token p95' })}
          explanation={i18n.translate('bedrock.kpi.firstTokenHow', {
            defaultMessage:
              'In 95 of 100 measured calls the first token came within this time. Bedrock logs it for streams of InvokeModel only.',
          })}
          value={formatDuration(current.first_token.value)}
          delta={compare(current.first_token.value, previous.first_token.value, {
            good: 'down',
            as: 'ratio',
          })}
          course={course(({ first_token_p95 }) => first_token_p95)}
        >
          {measuredOf(current.first_token, current.invocations)}
        </KpiTile>
      </EuiFlexItem>
      <EuiFlexItem>
        <KpiTile
          {...shared}
          id="interventions"
          title={i18n.translate('bedrock.kpi.interventions', { defaultMessage: 'Guardrail interventions' })}
          explanation={i18n.translate('bedrock.kpi.interventionsHow', {
            defaultMessage: 'Invocations in which a guardrail blocked or masked something ÷ all invocations.',
          })}
          value={formatRatio(ratio(current.guardrail_interventions, current.invocations))}
          delta={compare(
            ratio(current.guardrail_interventions, current.invocations),
            ratio(previous.guardrail_interventions, previous.invocations),
            { good: 'neither', as: 'points' },
          )}
          course={course(({ guardrail_interventions, invocations }) =>
            ratio(guardrail_interventions, invocations),
          )}
        >
          {i18n.translate('bedrock.kpi.interventionCount', {
            defaultMessage: '{count} of {invocations}',
            values: {
              count: formatCount(current.guardrail_interventions),
              invocations: formatCount(current.invocations),
            },
          })}
        </KpiTile>
      </EuiFlexItem>
    </EuiFlexGrid>
  );
}

const measuredOf = ({ measured }: P95, invocations: number): string =>
  i18n.translate('bedrock.kpi.measuredOf', {
    defaultMessage: '{measured} of {invocations} measured',
    values: { measured: formatCount(measured), invocations: formatCount(invocations) },
  });
