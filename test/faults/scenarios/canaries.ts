/**
 * Nobody's words in pointers, tasks, run histories or logs: every scenario plants a canary in every record, and after
 * all of them everything is searched.
 */
import { holders, rawDocuments } from '../../integration/raw_search';
import { CANARY } from '../collected';
import type { Stage } from '../fault_setup';

const find = (text: string): string | undefined => (text.includes(CANARY) ? CANARY : undefined);

export function canaryScenarios(stage: Stage): void {
  test('after all scenarios, what people wrote is in content indices and nowhere else', async () => {
    // One more, so that there is some: it shows that the search finds what is there.
    const estate = stage.estate();
    const calls = estate.calls(10);
    estate.log(calls.lines);
    await estate.readLogs();
    stage.collector();
    await estate.untilStored(10);
    await expectNoCanary(stage);
    const contents = rawDocuments(stage.store, `bedrock-content-ns${estate.accountId}-*`);
    expect(await holders(contents, find)).toHaveLength(10);
  });
}

/** In no index but those of content, and in nothing that a collector said. */
async function expectNoCanary(stage: Stage): Promise<void> {
  expect(await holders(rawDocuments(stage.store, '*,-bedrock-content-*'), find)).toEqual([]);
  expect(stage.said.filter((line) => find(line) !== undefined)).toEqual([]);
}
