/** What pages get from the host, handed down the tree so that no component reaches for it. */
import type { CoreStart } from 'osd/core/public';
import { createContext, useContext } from 'react';
import { setting } from './settings';
import type { TimeRangeStore } from './time_range_store';

export interface PageServices {
  readonly core: CoreStart;
  readonly timeRange: TimeRangeStore;
  /** IANA name of the zone in which times are shown. */
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const Services = createContext<PageServices | undefined>(undefined);

export const PageServicesProvider = Services.Provider;

export function usePageServices(): PageServices {
  const services = useContext(Services);
  if (!services) throw new Error('A page is rendered outside of PageServicesProvider.');
  return services;
}

const BROWSER = 'Browser';

/** The host's setting `dateFormat:tz`, or the browser's own zone where it says so or says nothing usable. */
export function timeZoneOf(uiSettings: CoreStart['uiSettings']): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const chosen = setting(uiSettings, 'dateFormat:tz', BROWSER);
  if (typeof chosen !== 'string' || chosen === BROWSER) return here;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: chosen }).resolvedOptions().timeZone;
  } catch {
    return here; // RangeError: not a zone that the browser knows
  }
}
