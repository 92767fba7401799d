/** The time range and refresh interval as React state. */
import { useEffect, useState } from 'react';
import { usePageServices } from '../host/page_services';
import type { RangeExpression, Refresh } from '../host/time_range_store';

export interface TimeRangeState {
  readonly range: RangeExpression;
  readonly refresh: Refresh;
  readonly setRange: (range: RangeExpression) => void;
  readonly setRefresh: (refresh: Refresh) => void;
}

export function useTimeRange(): TimeRangeState {
  const { timeRange } = usePageServices();
  const read = () => ({ range: timeRange.getRange(), refresh: timeRange.getRefresh() });
  const [state, setState] = useState(read);
  useEffect(() => {
    const update = () => setState({ range: timeRange.getRange(), refresh: timeRange.getRefresh() });
    update(); // what changed between the first render and now
    return timeRange.subscribe(update);
  }, [timeRange]);
  return { ...state, setRange: timeRange.setRange, setRefresh: timeRange.setRefresh };
}
