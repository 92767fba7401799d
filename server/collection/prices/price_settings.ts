/**
 * What people set, as the runs of this process price with it: read at every sweep, kept where it cannot be read for a
 * while. Until it was read once nothing is collected, since prices that somebody set would be missing unnoticed.
 */
import { createHash } from 'node:crypto';
import { overridesOf } from '../../../common/pricing/price_override';
import { NO_OVERRIDES, type PriceOverrides } from '../../../common/pricing/price_table';
import { asFailure } from '../../failure';
import type { OpenSearch } from '../../storage/opensearch';
import type { Logger } from '../logger';
import { readPricesIndex } from './prices_index';

export class PriceSettings {
  private snapshot: PriceOverrides | undefined;
  private found: string | undefined;
  /** What was said last, so that it is said once. */
  private said = '';

  constructor(
    private readonly openSearch: OpenSearch,
    private readonly logger: Logger,
  ) {}

  /** As of the last time that they could be read. */
  get current(): PriceOverrides {
    return this.snapshot ?? NO_OVERRIDES;
  }

  /** Rejects with a `Failure` where they could never be read. */
  async refresh(): Promise<void> {
    try {
      const { prices, version } = await readPricesIndex(this.openSearch);
      if (version === this.found) return;
      this.found = version;
      this.snapshot = overridesOf(prices, createHash('sha256').update(version).digest('base64url'));
      const invalid = prices.flatMap(({ id, read }) => (read.ok ? [] : [`${id}: ${read.problem}`]));
      this.say(
        invalid.length === 0
          ? ''
          : `Prices that people set are left out. ${invalid.slice(0, 10).join('; ')}.`,
      );
    } catch (error) {
      const { message, action } = asFailure(error);
      if (this.snapshot === undefined) throw error;
      this.say(`${message} ${action} The prices that were read last are used meanwhile.`);
      this.found = undefined;
    }
  }

  private say(message: string): void {
    if (message !== '' && message !== this.said) this.logger.warn(message);
    this.said = message;
  }
}
