/**
 * The time range and auto refresh of every page, bound to wherever the host keeps them. Offers the quick ranges
 * of the host's settings.
 */
import { EuiSuperDatePicker } from '@elastic/eui';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import React, { useEffect } from 'react';
import * as z from 'zod/mini';
import { usePageServices } from '../host/page_services';
import { setting } from '../host/settings';
import { sameRange } from '../host/time_range_store';
import { COLLECTION_STATUS_KEY } from './use_collection_status';
import { useTimeRange } from './use_time_range';

/** A link may ask for any interval; a cluster is not asked more often than this. */
const MIN_REFRESH_MS = 1_000;

const QuickRanges = z.array(z.object({ from: z.string(), to: z.string(), display: z.string() }));

export function TimeRangePicker() {
  const { core } = usePageServices();
  const { range, refresh, setRange, setRefresh } = useTimeRange();
  const queryClient = useQueryClient();
  // Freshness is looked up by itself every few seconds: no reason for the button to flicker.
  const fetching = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== COLLECTION_STATUS_KEY }) > 0;
  // Not left to the picker: its own timer needs a global that not every host provides.
  useEffect(() => {
    if (refresh.pause || refresh.value <= 0) return undefined;
    const timer = setInterval(
      () => void queryClient.invalidateQueries(),
      Math.max(refresh.value, MIN_REFRESH_MS),
    );
    return () => clearInterval(timer);
  }, [refresh.pause, refresh.value, queryClient]);
  const quickRanges = z.safeParse(QuickRanges, setting(core.uiSettings, 'timepicker:quickRanges', []));
  const commonlyUsed =
    quickRanges.success && quickRanges.data.length > 0
      ? {
          commonlyUsedRanges: quickRanges.data.map(({ from, to, display }) => ({
            start: from,
            end: to,
            label: display,
          })),
        }
      : {};
  return (
    <EuiSuperDatePicker
      data-test-subj="bedrockTimeRange"
      start={range.from}
      end={range.to}
      isPaused={refresh.pause}
      refreshInterval={refresh.value}
      isLoading={fetching}
      compressed
      dateFormat={String(setting(core.uiSettings, 'dateFormat', 'MMM D, YYYY @ HH:mm:ss.SSS'))}
      {...commonlyUsed}
      onTimeChange={({ start, end, isInvalid }) => {
        if (isInvalid) return;
        const next = { from: start, to: end };
        // Applying what is shown already is how the button says «refresh».
        if (sameRange(next, range)) void queryClient.invalidateQueries();
        else setRange(next);
      }}
      onRefreshChange={({ isPaused, refreshInterval }) =>
        setRefresh({ pause: isPaused, value: refreshInterval })
      }
    />
  );
}
