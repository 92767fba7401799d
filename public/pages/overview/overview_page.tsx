/**
 * The front door: what Bedrock costs, whether it is healthy and who calls it, in that order, for a time range
 * and filters that stand in the URL.
 */
import { EuiCallOut, EuiFlexGroup, EuiFlexItem, EuiLoadingSpinner, EuiSpacer } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React from 'react';
import {
  NO_FILTERS,
  isFiltered,
  sameCaller,
  type Caller,
  type InvocationFilters,
} from '../../../common/api/invocation_scope';
import type { Overview } from '../../../common/api/overview';
import { FilterBar } from '../../components/filter_bar';
import { FreshnessLine } from '../../components/freshness_line';
import { accountName, callerName, modelName } from '../../components/names';
import { PageFrame } from '../../components/page_frame';
import { useCollectionStatus } from '../../components/use_collection_status';
import { useFacets } from '../../components/use_facets';
import { usePageState } from '../../components/use_page_state';
import { useTimeRange } from '../../components/use_time_range';
import { usePageServices } from '../../host/page_services';
import { CoursePanel } from './course_panel';
import { emptyCause } from './empty_cause';
import { EmptyOverview, OverviewFailure } from './empty_overview';
import { KpiRow } from './kpi_row';
import { OverviewState, filtersOf } from './page_state';
import { RankingTable } from './ranking_table';
import { useOverview } from './use_overview';

export default function OverviewPage() {
  const { timeZone } = usePageServices();
  const [state, setState] = usePageState(OverviewState);
  const { setRange } = useTimeRange();
  const filters = filtersOf(state);
  const overview = useOverview(filters, state.measure);
  const facets = useFacets();
  const collection = useCollectionStatus();
  const setFilters = (changed: InvocationFilters) => setState({ ...state, ...changed });

  return (
    <PageFrame
      title={i18n.translate('bedrock.overview.title', { defaultMessage: 'Overview' })}
      testSubject="bedrockOverview"
    >
      <FreshnessLine status={collection.data} error={collection.error} />
      <EuiSpacer size="m" />
      <FilterBar filters={filters} facets={facets.data ?? undefined} onChange={setFilters} />
      <EuiSpacer size="m" />
      {content()}
    </PageFrame>
  );

  function content() {
    if (overview.error && !overview.data) {
      return <OverviewFailure error={overview.error} onRetry={() => void overview.refetch()} />;
    }
    if (overview.data === undefined) return <Loading />;
    if (overview.data === null) return <NoRange />;
    return (
      <>
        {overview.error && <StaleNotice message={overview.error.message} action={overview.error.action} />}
        {overview.data.current.invocations === 0 ? empty() : figures(overview.data)}
      </>
    );
  }

  function empty() {
    return (
      <EmptyOverview
        cause={emptyCause({
          status: collection.data,
          filtered: isFiltered(filters),
          unfilteredInvocations: facets.data?.invocations,
        })}
        onClearFilters={() => setFilters(NO_FILTERS)}
        onWiden={() => setRange({ from: 'now-7d', to: 'now' })}
      />
    );
  }

  function figures(data: Overview) {
    return (
      // What is shown while other figures are on their way is not what was asked last.
      <div aria-busy={overview.isPreviousData} style={overview.isPreviousData ? { opacity: 0.6 } : undefined}>
        <KpiRow overview={data} />
        <EuiSpacer size="m" />
        <CoursePanel
          overview={data}
          measure={state.measure}
          timeZone={timeZone}
          onMeasure={(measure) => setState({ ...state, measure })}
          onZoom={(from, to) =>
            setRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
          }
        />
        <EuiSpacer size="m" />
        <EuiFlexGroup gutterSize="m" wrap>
          <EuiFlexItem style={{ minWidth: 560 }}>
            <RankingTable
              id="models"
              title={i18n.translate('bedrock.overview.topModels', { defaultMessage: 'Top models' })}
              nameTitle={i18n.translate('bedrock.overview.model', { defaultMessage: 'Model' })}
              items={data.models.map((row) => ({
                ...row,
                key: JSON.stringify(row.model),
                name: modelName(row.model),
                named: row.model !== null,
              }))}
              otherInvocations={data.other_models_invocations}
              onFilter={({ model }) => setFilters({ ...filters, models: [model] })}
            />
          </EuiFlexItem>
          <EuiFlexItem style={{ minWidth: 560 }}>
            <RankingTable
              id="callers"
              title={i18n.translate('bedrock.overview.topCallers', { defaultMessage: 'Top callers' })}
              nameTitle={i18n.translate('bedrock.overview.caller', { defaultMessage: 'Caller and account' })}
              items={data.callers.map((row) => ({
                ...row,
                key: JSON.stringify(row.caller),
                name: callerName(row.caller.name),
                detail: accountLabel(row.caller),
                named: row.caller.name !== null,
              }))}
              otherInvocations={data.other_callers_invocations}
              onFilter={({ caller }) => {
                if (
                  !filters.callers.some((chosen) => sameCaller(chosen, caller)) ||
                  filters.callers.length > 1
                ) {
                  setFilters({ ...filters, callers: [caller] });
                }
              }}
            />
          </EuiFlexItem>
        </EuiFlexGroup>
      </div>
    );
  }

  function accountLabel({ account }: Caller): string {
    const name = facets.data?.accounts.find(({ id }) => id === account)?.name;
    return name ? `${name} (${accountName(account)})` : accountName(account);
  }
}

const Loading = () => (
  <EuiFlexGroup justifyContent="center" style={{ padding: 64 }}>
    <EuiFlexItem grow={false}>
      <EuiLoadingSpinner size="xl" data-test-subj="bedrockLoading" />
    </EuiFlexItem>
  </EuiFlexGroup>
);

const NoRange = () => (
  <EuiCallOut
    color="warning"
    iconType="calendar"
    data-test-subj="bedrockNoRange"
    title={i18n.translate('bedrock.overview.noRange', {
      defaultMessage: 'This time range holds no time: choose a start before its end, and not in the future.',
    })}
  />
);

const StaleNotice = ({ message, action }: { readonly message: string; readonly action: string }) => (
  <>
    <EuiCallOut
      size="s"
      color="warning"
      iconType="alert"
      data-test-subj="bedrockStale"
      title={i18n.translate('bedrock.overview.stale', {
        defaultMessage: 'The figures below could not be refreshed: {message}',
        values: { message },
      })}
    >
      <p>{action}</p>
    </EuiCallOut>
    <EuiSpacer size="m" />
  </>
);
