/** Stored documents priced anew by collectors that are killed meanwhile: the same documents, counted once. */
import * as z from 'zod';
import { removePrice, setPrice } from '../../../server/collection/prices/prices_index';
import { systemClock } from '../../../server/clock';
import type { Stage } from '../fault_setup';

const Cost = z.object({
  aws_bedrock: z.object({
    invocation: z.object({ cost: z.object({ total: z.number(), rate: z.object({ source: z.string() }) }) }),
  }),
});
const Event = z.object({ event: z.object({ ingested: z.string(), updated: z.optional(z.string()) }) });

export function repricedScenarios(stage: Stage): void {
  test('killed several times in the middle of a re-pricing', async () => {
    const estate = stage.estate();
    const COUNT = 3_000;
    const calls = estate.calls(COUNT, { stepMs: 1_000 });
    const [first, last] = [calls.lines[0], calls.lines.at(-1)];
    estate.log(calls.lines);
    await estate.readLogs();
    const collecting = stage.process();
    await estate.untilStored(COUNT);
    await collecting.kill();
    const span = {
      id: 'all',
      from: new Date(first?.timestamp ?? 0).toISOString(),
      to: new Date((last?.timestamp ?? 0) + 1).toISOString(),
    };
    const price = await setPrice(stage.store, {
      kind: 'model',
      model: 'anthropic.claude-3-haiku-20240307-v1:0',
      updated_at: new Date().toISOString(),
      usd_per_million_tokens: { input: '1', output: '2' },
    });
    // Some of what is written is never acknowledged.
    let changed = 0;
    // All of it takes a while, so that there is something left to be killed in.
    stage.proxy.add(async ({ path, body }) => {
      if (!path.startsWith('/_bulk') || !body.startsWith('{"update":')) return 'pass';
      changed += 1;
      const isLost = changed % 3 === 0;
      await systemClock.sleep(200);
      return isLost ? 'swallow_answer' : 'pass';
    });
    await estate.readLogs({}, { intents: { repricings: [span] } });
    for (let kill = 1; kill <= 2; kill++) {
      const before = changed;
      const collector = stage.process();
      await stage.eventually('some pages are written', () => Promise.resolve(changed >= before + 3));
      await collector.kill();
    }
    const repricing = async () => (await estate.tasks()).find((task) => task.repricing !== undefined);
    // Else the kills proved nothing.
    expect((await repricing())?.state).not.toBe('done');
    stage.proxy.clear();
    stage.process();
    await stage.eventually('done', async () => (await repricing())?.state === 'done');
    for (const { source } of await estate.documents()) {
      // 10 tokens in at 1 USD a million, 5 out at 2.
      expect(Cost.parse(source).aws_bedrock.invocation.cost).toMatchObject({
        total: 0.00002,
        rate: { source: 'override' },
      });
      expect(Event.parse(source).event.updated).toBeDefined();
    }
    expect((await repricing())?.totals).toMatchObject({
      read: COUNT,
      repriced: COUNT,
      unchanged: 0,
      usd_before: '0.02625',
      usd_after: '0.06',
    });
    await estate.expectExactly(calls.ids);
    await removePrice(stage.store, price);
  });
}
