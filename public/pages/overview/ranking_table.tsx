/**
 * A ranking of models or callers. A row is a way to narrow the page down: a click anywhere on it filters, and
 * its name is a button, so that the keyboard can do the same.
 */
import {
  EuiBasicTable,
  EuiLink,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { type ReactNode } from 'react';
import type { P95, Spend } from '../../../common/api/overview';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatRatio,
  formatUsd,
  ratio,
} from '../../components/format';

export interface RankedItem {
  readonly key: string;
  readonly name: string;
  /** Under the name, smaller. */
  readonly detail?: string;
  /** Whether the record names it; what is not named is set apart. */
  readonly named: boolean;
  readonly invocations: number;
  readonly tokens: number;
  readonly errors: number;
  readonly latency: P95;
  readonly spend: Spend;
}

export interface RankingTableProps<T extends RankedItem> {
  readonly id: 'models' | 'callers';
  readonly title: string;
  /** Header of the first column. */
  readonly nameTitle: string;
  readonly items: T[];
  /** Invocations of what is not listed. */
  readonly otherInvocations: number;
  readonly onFilter: (item: T) => void;
}

export function RankingTable<T extends RankedItem>({
  id,
  title,
  nameTitle,
  items,
  otherInvocations,
  onFilter,
}: RankingTableProps<T>) {
  const columns: Array<EuiBasicTableColumn<T>> = [
    {
      name: nameTitle,
      width: '36%',
      render: (item: T) => <NameCell id={id} item={item} onFilter={() => onFilter(item)} />,
    },
    {
      name: i18n.translate('bedrock.ranking.spend', { defaultMessage: 'Spend' }),
      align: 'right',
      render: (item: T) => <SpendCell spend={item.spend} />,
    },
    {
      name: i18n.translate('bedrock.ranking.invocations', { defaultMessage: 'Invocations' }),
      align: 'right',
      render: (item: T) => formatCount(item.invocations),
    },
    {
      name: i18n.translate('bedrock.ranking.tokens', { defaultMessage: 'Tokens' }),
      align: 'right',
      render: (item: T) => <span title={formatCount(item.tokens)}>{formatCompact(item.tokens)}</span>,
    },
    {
      name: i18n.translate('bedrock.ranking.errorRate', { defaultMessage: 'Error rate' }),
      align: 'right',
      render: (item: T) => (
        <span title={formatCount(item.errors)}>{formatRatio(ratio(item.errors, item.invocations))}</span>
      ),
    },
    {
      name: i18n.translate('bedrock.ranking.latency', { defaultMessage: 'p95' }),
      align: 'right',
      render: (item: T) => (
        <span
          title={i18n.translate('bedrock.ranking.measured', {
            defaultMessage: '{measured} of {invocations} measured',
            values: {
              measured: formatCount(item.latency.measured),
              invocations: formatCount(item.invocations),
            },
          })}
        >
          {formatDuration(item.latency.value)}
        </span>
      ),
    },
  ];
  return (
    <EuiPanel paddingSize="m" hasShadow={false} hasBorder data-test-subj={`bedrockTop-${id}`}>
      <EuiTitle size="xs">
        <h2>{title}</h2>
      </EuiTitle>
      <EuiSpacer size="s" />
      <EuiBasicTable
        tableCaption={title}
        items={items}
        itemId="key"
        columns={columns}
        compressed
        tableLayout="auto"
        rowProps={(item: T) => ({
          onClick: () => onFilter(item),
          style: { cursor: 'pointer' },
          'data-test-subj': `bedrockTop-${id}-row`,
        })}
      />
      {otherInvocations > 0 && (
        <>
          <EuiSpacer size="s" />
          <EuiText size="xs" color="subdued" data-test-subj={`bedrockTop-${id}-other`}>
            {i18n.translate('bedrock.ranking.other', {
              defaultMessage: 'and {count, plural, one {# invocation} other {# invocations}} of others',
              values: { count: otherInvocations },
            })}
          </EuiText>
        </>
      )}
    </EuiPanel>
  );
}

function NameCell<T extends RankedItem>({
  id,
  item,
  onFilter,
}: {
  readonly id: string;
  readonly item: T;
  readonly onFilter: () => void;
}) {
  const name: ReactNode = item.named ? item.name : <em>{item.name}</em>;
  return (
    <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <EuiLink
        onClick={(event: React.MouseEvent) => {
          event.stopPropagation(); // the row would filter a second time
          onFilter();
        }}
        aria-label={i18n.translate('bedrock.ranking.filterBy', {
          defaultMessage: 'Show only {name}',
          values: { name: item.detail ? `${item.name}, ${item.detail}` : item.name },
        })}
        data-test-subj={`bedrockTop-${id}-name`}
      >
        {name}
      </EuiLink>
      {item.detail !== undefined && (
        <EuiText size="xs" color="subdued">
          {item.detail}
        </EuiText>
      )}
    </div>
  );
}

/** What has no price never reads as free: a row without any price says so instead of a sum. */
function SpendCell({ spend }: { readonly spend: Spend }) {
  const { usd, priced_invocations, unpriced_invocations } = spend;
  const unpriced = i18n.translate('bedrock.ranking.unpriced', {
    defaultMessage: '{count} unpriced',
    values: { count: formatCount(unpriced_invocations) },
  });
  if (priced_invocations === 0 && unpriced_invocations > 0) return <em>{unpriced}</em>;
  return (
    <span>
      {formatUsd(usd)}
      {unpriced_invocations > 0 && (
        <EuiText size="xs" color="subdued">
          {unpriced}
        </EuiText>
      )}
    </span>
  );
}
