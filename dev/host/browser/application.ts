/**
 * Registers apps and shows the one the address names, with the host's rules: an app is unmounted only once its
 * mount has resolved (whoever leaves earlier is forgotten), a mount that rejects leaves a blank page and a line
 * in the console, and changes within an app never mount it again.
 */
import type { History } from 'history';
import { BehaviorSubject, type Observable } from 'rxjs';
import { distinctUntilChanged, map } from 'rxjs/operators';
import type {
  App,
  AppLeaveAction,
  AppLeaveActionFactory,
  AppMountParameters,
  ApplicationSetup,
  ApplicationStart,
  AppUpdater,
  Capabilities,
  HttpBasePath,
  MountPoint,
  OverlayStart,
  PublicAppInfo,
} from 'osd/core/public';
import { createScopedHistory } from './scoped_history';

type AnyApp = App<unknown>;
type LeaveHandler = (factory: AppLeaveActionFactory) => AppLeaveAction;

const LEAVE: AppLeaveActionFactory = {
  default: () => ({ type: 'default' }),
  confirm: (text, title) => ({ type: 'confirm', text, title }),
};

export interface ApplicationDeps {
  readonly history: History<unknown>;
  readonly basePath: HttpBasePath;
  readonly capabilities: Capabilities;
  readonly overlays: OverlayStart;
  /** Holds whatever app is shown. */
  readonly container: HTMLElement;
}

export class ApplicationService {
  private readonly apps$ = new BehaviorSubject<ReadonlyMap<string, AnyApp>>(new Map());
  private readonly currentAppId$ = new BehaviorSubject<string | undefined>(undefined);
  readonly actionMenu$ = new BehaviorSubject<MountPoint | undefined>(undefined);
  private leaveHandler: LeaveHandler | undefined;
  private unmount: () => void = () => undefined;

  readonly setup: ApplicationSetup = {
    register: (app) => {
      if (this.apps$.value.has(app.id)) {
        throw new Error(`An application is already registered with the id "${app.id}"`);
      }
      // The state of an app's history is the app's own affair.
      this.put(app as AnyApp);
      if (app.updater$) this.follow(app.updater$, (id) => id === app.id);
    },
    registerAppUpdater: (updater$) => this.follow(updater$, () => true),
  };

  start(deps: ApplicationDeps): ApplicationStart {
    const { history, basePath, capabilities, overlays } = deps;
    const show = () => {
      const app = this.appAt(history.location.pathname);
      if (app?.id !== this.currentAppId$.value || app === undefined) this.show(app, deps);
    };
    const pathOf = (id: string, path?: string) => {
      const app = this.apps$.value.get(id);
      const inner = path ?? app?.defaultPath ?? '';
      const separator = inner === '' || /^[/?#]/.test(inner) ? '' : '/';
      return `${routeOf(app ?? { id })}${separator}${inner}`;
    };
    const start: ApplicationStart = {
      capabilities,
      applications$: this.apps$.pipe(
        map((apps) => new Map([...apps].map(([id, app]) => [id, publicInfo(app)]))),
      ),
      currentAppId$: this.currentAppId$.pipe(distinctUntilChanged()),
      navigateToApp: async (id, { path, state, replace = false } = {}) => {
        if (!(await this.mayLeave(overlays))) return;
        history[replace ? 'replace' : 'push'](pathOf(id, path), state);
      },
      navigateToUrl: async (url) => {
        const target = new URL(url, window.location.href);
        const inner = `${basePath.remove(target.pathname)}${target.search}${target.hash}`;
        if (target.origin !== window.location.origin || this.appAt(inner) === undefined) {
          window.location.assign(target);
        } else if (await this.mayLeave(overlays)) {
          history.push(inner);
        }
      },
      getUrlForApp: (id, { path, absolute = false } = {}) => {
        const relative = basePath.prepend(pathOf(id, path));
        return absolute ? new URL(relative, window.location.origin).href : relative;
      },
    };
    history.listen(show);
    this.goHome(history);
    show();
    return start;
  }

  /** There is no home app here: the front door leads to the first app that the menu lists. */
  private goHome(history: History<unknown>): void {
    if (history.location.pathname !== '/app/home' || this.apps$.value.has('home')) return;
    const [first] = [...this.apps$.value.values()]
      .filter((app) => app.navLinkStatus !== 3)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    if (first) history.replace(routeOf(first));
  }

  private show(app: AnyApp | undefined, { history, basePath, container }: ApplicationDeps): void {
    this.unmount();
    this.unmount = () => undefined;
    this.leaveHandler = undefined;
    this.actionMenu$.next(undefined);
    const element = document.createElement('div');
    element.className = 'appContainer';
    container.replaceChildren(element);
    this.currentAppId$.next(app?.id);
    if (app === undefined || app.status === 1) {
      element.dataset['testSubj'] = 'appNotFoundPageContent';
      element.textContent = 'Application not found: nothing is registered under this address.';
      return;
    }
    const route = routeOf(app);
    const params: AppMountParameters = {
      element,
      history: createScopedHistory(history, route),
      appBasePath: basePath.prepend(route),
      onAppLeave: (handler) => (this.leaveHandler = handler),
      setHeaderActionMenu: (mount) => this.actionMenu$.next(mount),
      setHeaderRightControls: (mount) => this.actionMenu$.next(mount),
    };
    Promise.resolve()
      .then(() => app.mount(params))
      .then((unmount) => {
        if (element.isConnected) this.unmount = unmount;
      })
      .catch((error: unknown) => console.error(error));
  }

  private async mayLeave(overlays: OverlayStart): Promise<boolean> {
    const action = this.leaveHandler?.(LEAVE);
    if (action?.type !== 'confirm') return true;
    return overlays.openConfirm(action.text, { title: action.title });
  }

  private appAt(pathname: string): AnyApp | undefined {
    const path = pathname.split(/[?#]/)[0] ?? '';
    return [...this.apps$.value.values()].find((app) => {
      const route = routeOf(app);
      return path === route || path.startsWith(`${route}/`);
    });
  }

  private follow(updater$: Observable<AppUpdater>, concerns: (id: string) => boolean): void {
    updater$.subscribe((update) => {
      for (const app of this.apps$.value.values()) {
        if (concerns(app.id)) this.put({ ...app, ...update(app) });
      }
    });
  }

  private put(app: AnyApp): void {
    this.apps$.next(new Map(this.apps$.value).set(app.id, app));
  }
}

const routeOf = ({ id, appRoute }: Pick<AnyApp, 'id' | 'appRoute'>): string => appRoute ?? `/app/${id}`;

const publicInfo = ({ mount: _mount, updater$: _updater$, ...app }: AnyApp): PublicAppInfo => ({
  ...app,
  status: app.status ?? 0,
  navLinkStatus: app.navLinkStatus ?? 0,
  appRoute: routeOf(app),
});
