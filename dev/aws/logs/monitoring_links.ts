/**
 * Which accounts show their logs to which monitoring account, region by region: then the monitoring account may
 * read a group of theirs by its ARN.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export class MonitoringLinks {
  private readonly sources = new Map<string, Set<string>>();

  add(link: { monitoringAccountId: string; sourceAccountId: string; region: string }): void {
    const name = `${link.monitoringAccountId}/${link.region}`;
    const sources = this.sources.get(name) ?? new Set();
    this.sources.set(name, sources.add(link.sourceAccountId));
  }

  /** The account itself first, then those it monitors. */
  visibleTo(accountId: string, region: string): readonly string[] {
    return [accountId, ...(this.sources.get(`${accountId}/${region}`) ?? [])];
  }
}
