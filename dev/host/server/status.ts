/** Collects what the plugin says about its health and answers `/api/status` in the host's format. */
import { BehaviorSubject, type Observable, of, Subject } from 'rxjs';
import { catchError, map, switchMap } from 'rxjs/operators';
import { schema } from '../osd_modules/config_schema';
import type { IRouter, ServiceStatus, ServiceStatusLevel, StatusServiceSetup } from 'osd/core/server';
import { BUILD_NUMBER, OSD_VERSION } from '../host_version';

const LEVELS = ['available', 'degraded', 'unavailable', 'critical'] as const;
type LevelName = (typeof LEVELS)[number];
const STATES: Readonly<Record<LevelName, string>> = {
  available: 'green',
  degraded: 'yellow',
  unavailable: 'red',
  critical: 'red',
};

export const serviceLevel = (name: LevelName): ServiceStatusLevel => ({
  toString: () => name,
  valueOf: () => LEVELS.indexOf(name),
  toJSON: () => name,
});

const nameOf = (level: ServiceStatusLevel): LevelName =>
  LEVELS.find((name) => name === String(level)) ?? 'unavailable';

export class StatusService {
  private readonly source$ = new Subject<Observable<ServiceStatus>>();
  private readonly plugin$ = new BehaviorSubject<ServiceStatus>({
    level: serviceLevel('available'),
    summary: 'All dependencies are available',
  });
  private readonly opensearch$ = new BehaviorSubject<ServiceStatus>({
    level: serviceLevel('unavailable'),
    summary: 'Waiting for OpenSearch',
  });
  readonly setup: StatusServiceSetup;

  constructor(
    private readonly plugin: { id: string; version: string },
    private readonly uuid: string,
  ) {
    this.source$
      .pipe(
        switchMap((status$) =>
          status$.pipe(
            catchError(() =>
              of({ level: serviceLevel('unavailable'), summary: 'The status of the plugin failed' }),
            ),
          ),
        ),
      )
      .subscribe(this.plugin$);
    this.setup = {
      core$: this.opensearch$.pipe(map((opensearch) => ({ opensearch, savedObjects: opensearch }))),
      overall$: this.plugin$,
      derivedStatus$: this.opensearch$,
      set: (status$) => this.source$.next(status$),
    };
  }

  openSearchIs(available: boolean): void {
    this.opensearch$.next(
      available
        ? { level: serviceLevel('available'), summary: 'OpenSearch is available' }
        : { level: serviceLevel('unavailable'), summary: 'No OpenSearch' },
    );
  }

  registerRoute(router: IRouter): void {
    router.get(
      {
        path: '/api/status',
        validate: { query: schema.object({ v8format: schema.boolean({ defaultValue: false }) }) },
      },
      (_context, { query }, response) =>
        response.ok({
          body: {
            name: 'slim-host',
            uuid: this.uuid,
            version: { number: OSD_VERSION, build_number: BUILD_NUMBER, build_snapshot: false },
            status: query.v8format ? this.statusByService() : this.legacyStatus(),
          },
        }),
    );
  }

  private get overall(): ServiceStatus {
    const [plugin, opensearch] = [this.plugin$.value, this.opensearch$.value];
    return plugin.level.valueOf() >= opensearch.level.valueOf() ? plugin : opensearch;
  }

  private statusByService(): object {
    return {
      overall: this.overall,
      core: { opensearch: this.opensearch$.value },
      plugins: { [this.plugin.id]: this.plugin$.value },
    };
  }

  private legacyStatus(): object {
    const { id, version } = this.plugin;
    const entry = (key: string, { level, summary }: ServiceStatus) => ({
      id: key,
      message: summary,
      state: STATES[nameOf(level)],
    });
    return {
      overall: { state: STATES[nameOf(this.overall.level)], title: this.overall.summary },
      statuses: [
        entry(`core:opensearch@${OSD_VERSION}`, this.opensearch$.value),
        entry(`plugin:${id}@${version}`, this.plugin$.value),
      ],
    };
  }
}
