/** The Overview page as a person meets it: how to get there, what is on it, and what its address says. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';
import type { Range } from './ledger_figures';

/** Milliseconds of an absolute moment, or date math as people write it. */
type Moment = number | string;

export interface Visit {
  readonly from: Moment;
  readonly to: Moment;
  /** Milliseconds between automatic refreshes; absent: none. */
  readonly refreshEvery?: number;
  /** The page's own state in the address, in rison. */
  readonly state?: string;
}

const inUrl = (moment: Moment): string =>
  `'${typeof moment === 'number' ? new Date(moment).toISOString() : moment}'`;

export class OverviewPage {
  constructor(
    readonly page: Page,
    /** Of the host, with base path. */
    private readonly host: string,
  ) {}

  addressOf({ from, to, refreshEvery, state }: Visit): string {
    const refresh = refreshEvery === undefined ? '' : `refreshInterval:(pause:!f,value:${refreshEvery}),`;
    const own = state === undefined ? '' : `&_a=${state}`;
    return `${this.host}/app/bedrock#?_g=(filters:!(),${refresh}time:(from:${inUrl(from)},to:${inUrl(to)}))${own}`;
  }

  /** Opens it and waits for nothing. */
  async visit(visit: Visit): Promise<void> {
    await this.page.goto(this.addressOf(visit));
  }

  /** Opens it and waits for its figures. */
  async open(visit: Visit): Promise<void> {
    await this.visit(visit);
    await this.settled();
  }

  /** Figures are there, and they are those of what was asked last. */
  async settled(): Promise<void> {
    await this.tile('invocations').value.waitFor();
    await eventually(async () => {
      if ((await this.page.locator('[aria-busy="true"]').count()) > 0)
        throw new Error('the page is still busy');
    });
  }

  /** Presses the button that asks everything again. */
  async refresh(): Promise<void> {
    await this.page.getByRole('button', { name: 'Refresh', exact: true }).click();
  }

  subject(name: string): Locator {
    return this.page.locator(`[data-test-subj~="${name}"]`);
  }

  tile(id: string): { readonly value: Locator; readonly note: Locator } {
    return { value: this.subject(`bedrockKpi-${id}-value`), note: this.subject(`bedrockKpi-${id}-note`) };
  }

  rows(table: 'models' | 'callers'): Locator {
    return this.subject(`bedrockTop-${table}-row`);
  }

  row(table: 'models' | 'callers', name: string): Locator {
    return this.rows(table).filter({
      has: this.page.locator(`[data-test-subj="bedrockTop-${table}-name"]`, { hasText: exactly(name) }),
    });
  }

  pill(facet: 'accounts' | 'regions' | 'models' | 'callers'): Locator {
    return this.subject(`bedrockFilterPill-${facet}`);
  }

  /** Exact number of invocations that the page shows. */
  async invocations(): Promise<number> {
    return Number((await this.tile('invocations').value.getAttribute('title'))?.replaceAll(',', ''));
  }

  /** The time range of the address, as it stands there. */
  range(): { readonly from: string; readonly to: string } {
    const hash = decodeURIComponent(new URL(this.page.url()).hash);
    const [, from, to] = /time:\(from:'?([^',)]+)'?,to:'?([^',)]+)'?\)/.exec(hash) ?? [];
    if (from === undefined || to === undefined) throw new Error(`no time range in ${hash}`);
    return { from, to };
  }

  /** The range of the address when it is absolute. */
  absoluteRange(): Range {
    const { from, to } = this.range();
    return { from: Date.parse(from), to: Date.parse(to) };
  }

  /** The page's own state in the address, in rison; empty without one. */
  state(): string {
    return /[?&]_a=([^&]*)/.exec(decodeURIComponent(new URL(this.page.url()).hash))?.[1] ?? '';
  }
}

const exactly = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
