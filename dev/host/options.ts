/** What the slim host can be asked for, by `startSlimHost` and by its command line alike. */
import type { LogEntry } from './server/logger';

export interface OpenSearchIdentity {
  readonly username: string;
  readonly password: string;
}

export interface SlimHostOptions {
  /** The plugin as it would be installed: `opensearch_dashboards.json`, `server/`, `target/public/`, `public/assets/`. */
  readonly pluginDir: string;
  /** 0, the default, takes any free one. Always on loopback. */
  readonly port?: number;
  /** `server.basePath` with `server.rewriteBasePath`: `/osd`, no slash at the end; default none. */
  readonly basePath?: string;
  readonly opensearch?: {
    readonly url: string;
    /** The host's internal user. */
    readonly credentials?: OpenSearchIdentity;
    /** PEM of the authority to trust. */
    readonly ca?: string;
  };
  /** The plugin's part of `opensearch_dashboards.yml`, nested or with dotted keys: `{ 'bedrock.aws.endpoint': … }`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether the `data` plugin's stand-in is there; default yes. */
  readonly data?: boolean;
  /** Ask for OpenSearch credentials and make requests of the plugin as that user; default no. */
  readonly login?: boolean;
  readonly darkMode?: boolean;
  /** Defaults of UI settings, for example `{ 'dateFormat:tz': 'UTC' }`. */
  readonly uiSettings?: Readonly<Record<string, unknown>>;
  /** Where UI settings, saved objects and the instance's id live; without it they end with the host. */
  readonly dataDir?: string;
  /** Receives every log line; default: standard output. */
  readonly log?: (entry: LogEntry) => void;
  /** How long `setup` and `start` of a plugin may take each; default 30 s, as in the host. */
  readonly lifecycleTimeoutMs?: number;
  /** Gives up waiting for OpenSearch. */
  readonly signal?: AbortSignal;
}

export interface SlimHost {
  /** With base path, without a slash at the end. */
  readonly url: string;
  /** Stops the plugin, then the server. */
  stop(): Promise<void>;
}
