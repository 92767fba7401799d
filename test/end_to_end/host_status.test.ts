/** The host's own status page tells how collection fares. */
import { z } from 'zod';
import { PLUGIN_ID } from '../../common/plugin';
import { eventually } from './eventually';
import { surroundings } from './surroundings';

const { url, cookie } = surroundings();

const Status = z.object({
  status: z.object({
    statuses: z.array(z.object({ id: z.string(), state: z.string(), message: z.string() })),
  }),
});

test('the host says whether Bedrock telemetry is being collected, in words and as a colour', () =>
  eventually(async () => {
    const response = await fetch(`${url}/api/status`, { headers: cookie === undefined ? {} : { cookie } });
    const { statuses } = Status.parse(await response.json()).status;
    const ours = statuses.find(({ id }) => id.startsWith(`plugin:${PLUGIN_ID}@`));
    // Other tests may have left streams that need a person.
    expect([ours?.state, ours?.message]).toEqual(
      ours?.state === 'green'
        ? ['green', 'Collecting']
        : ['yellow', expect.stringMatching(/^\d+ streams? of Bedrock telemetry needs? attention$/)],
    );
  }));
