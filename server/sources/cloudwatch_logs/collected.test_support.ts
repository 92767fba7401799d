/**
 * A store and runs against it, for tests: several batches may be in flight and are stored in any order; a run may be
 * killed between any two steps, and what was stored and saved survives.
 */
import { CloudWatchLogsSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import type { Batch, Source } from '../source';
import { type CloudWatchLogsReading, cloudWatchLogsSource } from './cloudwatch_logs_source';
import { type LogServiceModel, ONLY_GROUP } from './log_service_model';
import { RequestRates } from './request_rate';

export const PLACE = { accountId: '111122223333', region: 'us-east-1' };

/** Of the only group, unless the settings name others. */
export function readingOf(
  service: LogServiceModel,
  settings: object,
  bounds?: CloudWatchLogsReading['bounds'],
): CloudWatchLogsReading {
  const namesGroups = Object.keys(settings).some((key) => key.startsWith('log_group'));
  const clock = { now: () => service.now, sleep: async () => undefined };
  return {
    logEvents: service,
    logGroups: service,
    rates: new RequestRates(clock, () => 1e9),
    place: PLACE,
    settings: CloudWatchLogsSettings.parse({
      source: 'cloudwatch_logs',
      ...(namesGroups ? {} : { log_group_name: ONLY_GROUP }),
      ...settings,
    }),
    ...(bounds === undefined ? {} : { bounds }),
  };
}

export interface RunFate {
  /** The run is killed after so many steps: a step stores a batch or saves a checkpoint. */
  readonly steps?: number;
  readonly inFlight?: number;
  /** Which of the batches in flight is stored next, by turns. */
  readonly picks?: readonly number[];
}

export class Collected {
  /** Texts of the records that were stored. */
  readonly stored = new Set<string>();
  /** As it comes back from the store. */
  checkpoint: unknown;
  readUntil: number | undefined;

  run(service: LogServiceModel, settings: object, fate: RunFate = {}): Promise<void> {
    return this.runOf(cloudWatchLogsSource(readingOf(service, settings)), service, fate);
  }

  async runOf<C>(source: Source<C>, service: LogServiceModel, fate: RunFate = {}): Promise<void> {
    const { steps = Infinity, inFlight = 1, picks = [0] } = fate;
    const context = { signal: new AbortController().signal, now: () => service.now };
    const batches = source.read(source.parseCheckpoint(this.checkpoint), context)[Symbol.asyncIterator]();
    const waiting: { readonly batch: Batch<C>; stored: boolean }[] = [];
    let left = steps;
    let failure: { readonly error: unknown } | undefined;
    let done = false;
    for (let turn = 0; ; turn++) {
      while (!done && waiting.length < inFlight) {
        const next = await batches.next().catch((error: unknown) => ({ error }));
        if ('error' in next) failure = next;
        done = 'error' in next || next.done === true;
        if (!('error' in next) && next.done !== true) waiting.push({ batch: next.value, stored: false });
      }
      const open = waiting.filter(({ stored }) => !stored);
      const chosen = open[(picks[turn % picks.length] ?? 0) % Math.max(1, open.length)];
      if (chosen === undefined) break;
      if (left-- <= 0) return;
      for (const { text } of chosen.batch.records ?? []) this.stored.add(text);
      chosen.stored = true;
      while (waiting[0]?.stored === true) {
        const { batch } = waiting[0];
        waiting.shift();
        if (batch.checkpoint === undefined) continue;
        if (left-- <= 0) return;
        this.checkpoint = JSON.parse(JSON.stringify(batch.checkpoint));
        this.readUntil = batch.readUntil ?? this.readUntil;
      }
    }
    if (failure !== undefined) throw failure.error;
  }
}
