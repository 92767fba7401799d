/** Writer Palmyra. */
import { chatFamily } from './chat_family';
import type { Golden } from './golden';

export const writer: Golden = chatFamily({
  family: 'writer',
  reader: 'writer',
  vendor: 'writer',
  modelId: 'us.writer.palmyra-x5-v1:0',
  page: 'Bedrock user guide, Writer AI Palmyra models',
});
