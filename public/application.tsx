/**
 * Renders the app that was opened. `mount` is called by loaders of every earlier version, which browsers keep
 * for a year, so its arguments and answer never change.
 */
import './host/parse_without_eval';

import { EuiLoadingSpinner } from '@elastic/eui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { AppMountParameters, CoreStart } from 'osd/core/public';
import React, { Suspense, lazy, type ComponentType } from 'react';
import { Router } from 'react-router-dom';
import { ErrorBoundary } from './components/error_boundary';
import { UnknownApp } from './components/unknown_app';
import { ApiError } from './host/api_client';
import { openTimeRange, type PageDeps } from './host/open_time_range';
import { PageServicesProvider, timeZoneOf, type PageServices } from './host/page_services';
import { renderInto } from './host/react_root';
import type { ExposedConfig } from './navigation';

const MAX_RETRIES = 2;
/** What may pass by itself; asking again after a refusal only delays the answer. */
const mayPass = (error: unknown): boolean => error instanceof ApiError && error.code === 'unreachable';

/** Outlives a page: going from one of our apps to another and back shows at once what was seen last. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < MAX_RETRIES && mayPass(error),
      retryDelay: 1_000,
      refetchOnWindowFocus: false,
      staleTime: 10_000,
      // A loopback or an intranet needs no internet; the browser's idea of being offline does not matter.
      networkMode: 'always',
    },
  },
});

/** One page per app id; each is a chunk of its own. */
const pages: Readonly<Record<string, ComponentType>> = {
  bedrock: lazy(() => import('./pages/overview/overview_page')),
};

export async function mount(
  core: CoreStart,
  deps: PageDeps,
  params: AppMountParameters,
  _config: ExposedConfig,
): Promise<() => void> {
  const { store, close } = openTimeRange(core, deps, params.history);
  const services: PageServices = {
    core,
    timeRange: store,
    timeZone: timeZoneOf(core.uiSettings),
    now: () => Date.now(),
  };
  const Page = pages[params.appBasePath.split('/').pop() ?? ''] ?? UnknownApp;
  const unmount = renderInto(
    params.element,
    <core.i18n.Context>
      <ErrorBoundary reload={() => window.location.reload()}>
        <QueryClientProvider client={queryClient}>
          <PageServicesProvider value={services}>
            <Router history={params.history}>
              <Suspense fallback={<EuiLoadingSpinner size="xl" />}>
                <Page />
              </Suspense>
            </Router>
          </PageServicesProvider>
        </QueryClientProvider>
      </ErrorBoundary>
    </core.i18n.Context>,
  );
  return () => {
    unmount();
    close();
  };
}
