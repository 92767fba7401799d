/**
 * Which hours or days of a region have a folder at all, found by years and months, so that a long time of nothing costs
 * a handful of requests.
 */
import { type BucketLayout, FOLDERS_OF } from '../s3_objects/bucket_layout';
import type { S3Objects } from '../s3_objects/s3_objects';

export interface Region {
  readonly objects: S3Objects;
  readonly bucket: string;
  /** Of one account and region, with the slash at the end. */
  readonly folder: string;
  readonly layout: BucketLayout;
}

/** Starts of the hours or days between two such starts (epoch ms; both inclusive), in order. Rejects with a `Failure`. */
export async function* existingFolders(
  region: Region,
  from: number,
  to: number,
  signal: AbortSignal,
): AsyncGenerator<number, void, void> {
  yield* below(region, region.folder, [], { from, to }, signal);
}

async function* below(
  region: Region,
  folder: string,
  date: readonly number[],
  span: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): AsyncGenerator<number, void, void> {
  for (const name of await folderNames(region, folder, signal)) {
    if (signal.aborted) return;
    if (!(date.length === 0 ? /^\d{4}$/ : /^\d\d$/).test(name)) continue;
    const here = [...date, Number(name)];
    const start = startOf(here);
    const end = startOf([...date, Number(name) + 1]);
    if (end <= span.from || start > span.to) continue;
    if (here.length === FOLDERS_OF[region.layout.folders].dateParts) yield start;
    else yield* below(region, `${folder}${name}/`, here, span, signal);
  }
}

/** Of `[year, month, day, hour]`, as far as given. */
const startOf = ([year = 0, month = 1, day = 1, hour = 0]: readonly number[]): number =>
  Date.UTC(year, month - 1, day, hour);

async function folderNames(
  { objects, bucket }: Region,
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await objects.list({
      bucket,
      prefix: folder,
      foldersApart: true,
      signal,
      ...(token === undefined ? {} : { token }),
    });
    names.push(...page.folders.map((path) => path.slice(folder.length, -1)));
    token = page.nextToken;
  } while (token !== undefined && !signal.aborted);
  return names.sort();
}
