/** The time range and refresh interval that all apps of the page share. */
import dateMath from '@elastic/eui/packages/opensearch-datemath';
import moment from 'moment';
import { Subject } from 'rxjs';
import type { RefreshInterval, TimefilterContract, TimeRange } from 'osd/plugins/data/public';

const asText = (time: string | moment.Moment): string => (moment.isMoment(time) ? time.toISOString() : time);

export function createTimefilter(
  timeDefaults: TimeRange,
  refreshDefaults: RefreshInterval,
): TimefilterContract {
  const timeUpdate$ = new Subject<unknown>();
  const refreshUpdate$ = new Subject<unknown>();
  const autoRefresh$ = new Subject<unknown>();
  const fetch$ = new Subject<unknown>();
  let time = timeDefaults;
  let refresh = refreshDefaults;
  let timer: number | undefined;

  return {
    getTime: () => ({ ...time }),
    setTime: ({ from, to }) => {
      const next = { from: asText(from), to: asText(to) };
      if (next.from === time.from && next.to === time.to) return;
      time = next;
      timeUpdate$.next();
      fetch$.next();
    },
    getTimeUpdate$: () => timeUpdate$.asObservable(),
    getRefreshInterval: () => ({ ...refresh }),
    setRefreshInterval: (change) => {
      const previous = refresh;
      const { value, pause } = { ...previous, ...change };
      refresh = value > 0 ? { value, pause } : { value: 0, pause: true };
      if (refresh.value !== previous.value || refresh.pause !== previous.pause) {
        refreshUpdate$.next();
        if (!refresh.pause) fetch$.next();
      }
      window.clearInterval(timer);
      if (!refresh.pause) timer = window.setInterval(() => autoRefresh$.next(), refresh.value);
    },
    getRefreshIntervalUpdate$: () => refreshUpdate$.asObservable(),
    getAutoRefreshFetch$: () => autoRefresh$.asObservable(),
    getFetch$: () => fetch$.asObservable(),
    getBounds: () => ({
      min: dateMath.parse(time.from),
      max: dateMath.parse(time.to, { roundUp: true }),
    }),
    getTimeDefaults: () => ({ ...timeDefaults }),
    getRefreshIntervalDefaults: () => ({ ...refreshDefaults }),
  };
}
