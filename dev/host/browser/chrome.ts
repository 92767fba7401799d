/** What surrounds an app: breadcrumbs, document title, help, badge. State only; `header.tsx` draws it. */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { ChromeBreadcrumb, ChromeHelpExtension, ChromeSetup, ChromeStart } from 'osd/core/public';

const BASE_TITLE = 'OpenSearch Dashboards';

export interface ChromeState {
  readonly breadcrumbs$: BehaviorSubject<ChromeBreadcrumb[]>;
  readonly helpExtension$: BehaviorSubject<ChromeHelpExtension | undefined>;
  readonly badge$: BehaviorSubject<{ text: string; tooltip: string } | undefined>;
  readonly isVisible$: BehaviorSubject<boolean>;
}

export function createChrome(currentAppId$: Observable<string | undefined>): {
  setup: ChromeSetup;
  start: ChromeStart;
  state: ChromeState;
} {
  const state: ChromeState = {
    breadcrumbs$: new BehaviorSubject<ChromeBreadcrumb[]>([]),
    helpExtension$: new BehaviorSubject<ChromeHelpExtension | undefined>(undefined),
    badge$: new BehaviorSubject<{ text: string; tooltip: string } | undefined>(undefined),
    isVisible$: new BehaviorSubject(true),
  };
  const docTitle: ChromeStart['docTitle'] = {
    change: (title) => (document.title = [...[title].flat(), BASE_TITLE].join(' - ')),
    reset: () => (document.title = BASE_TITLE),
  };
  // What an app said about itself ends with it.
  currentAppId$.subscribe(() => {
    state.breadcrumbs$.next([]);
    state.helpExtension$.next(undefined);
    state.badge$.next(undefined);
    docTitle.reset();
  });
  return {
    state,
    setup: { navGroup: { addNavLinksToGroup: () => undefined, getNavGroupEnabled: () => false } },
    start: {
      docTitle,
      navGroup: { getNavGroupEnabled: () => false },
      recentlyAccessed: { add: () => undefined },
      setBreadcrumbs: (breadcrumbs) => state.breadcrumbs$.next(breadcrumbs),
      getBreadcrumbs$: () => state.breadcrumbs$.asObservable(),
      setHelpExtension: (extension) => state.helpExtension$.next(extension),
      getHelpExtension$: () => state.helpExtension$.asObservable(),
      setBadge: (badge) => state.badge$.next(badge),
      getIsVisible$: () => state.isVisible$.asObservable(),
      setIsVisible: (visible) => state.isVisible$.next(visible),
    },
  };
}
