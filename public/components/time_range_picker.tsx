/**
 * The time range and auto refresh of every page, bound to wherever the host keeps them. Offers the quick ranges
 * of the host's settings.
 */
import { EuiSuperDatePicker } from '@elastic/eui';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import React from 'react';
import * as z from 'zod/mini';
import { usePageServices } from '../host/page_services';
import { COLLECTION_STATUS_KEY } from './use_collection_status';
import { useTimeRange } from './use_time_range';

const QuickRanges = z.array(z.object({ from: z.string(), to: z.string(), display: z.string() }));

export function TimeRangePicker() {
  const { core } = usePageServices();
  const { range, refresh, setRange, setRefresh } = useTimeRange();
  const queryClient = useQueryClient();
  // Freshness is looked up by itself every few seconds: no reason for the button to flicker.
  const fetching = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== COLLECTION_STATUS_KEY }) > 0;
  const quickRanges = z.safeParse(QuickRanges, core.uiSettings.get('timepicker:quickRanges', []));
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
      dateFormat={core.uiSettings.get<string>('dateFormat', 'MMM D, YYYY @ HH:mm:ss.SSS')}
      {...commonlyUsed}
      onTimeChange={({ start, end, isInvalid }) => {
        if (!isInvalid) setRange({ from: start, to: end });
      }}
      onRefresh={() => void queryClient.invalidateQueries()}
      onRefreshChange={({ isPaused, refreshInterval }) =>
        setRefresh({ pause: isPaused, value: refreshInterval })
      }
    />
  );
}
