/** What an OpenSearch says of what it refuses: it quotes the record. */
import * as z from 'zod';
import type { StoreAnswer } from './store_proxy';

export const quotingRefusal = (status: number, word: string): StoreAnswer => ({
  status,
  body: JSON.stringify({
    error: { type: 'some_exception', reason: `failed on [${word}]`, root_cause: [] },
    status,
  }),
});

const BulkAnswer = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) });

/** Every fifth item is refused for good, with its words in the reason. */
export const quoteInRefusals =
  (word: string) =>
  ({ status, body }: StoreAnswer): StoreAnswer => {
    const error = {
      type: 'mapper_parsing_exception',
      reason: `failed to parse field [x], preview: ${word}`,
      caused_by: { type: 'illegal_argument_exception', reason: word },
    };
    const refused = (item: Record<string, unknown>) =>
      Object.fromEntries(Object.keys(item).map((action) => [action, { status: 400, error }]));
    const answer = BulkAnswer.parse(JSON.parse(body));
    const items = answer.items.map((item, n) => (n % 5 === 0 ? refused(item) : item));
    return { status, body: JSON.stringify({ ...answer, items }) };
  };
