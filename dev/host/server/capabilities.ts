/** What a person may do in the UI: plugins provide capabilities, switchers take them away per request. */
import type { Capabilities, CapabilitiesSetup, OpenSearchDashboardsRequest } from 'osd/core/server';

export class CapabilitiesService {
  private readonly providers: Array<Parameters<CapabilitiesSetup['registerProvider']>[0]> = [];
  private readonly switchers: Array<Parameters<CapabilitiesSetup['registerSwitcher']>[0]> = [];

  readonly setup: CapabilitiesSetup = {
    registerProvider: (provider) => void this.providers.push(provider),
    registerSwitcher: (switcher) => void this.switchers.push(switcher),
  };

  /** A switcher may change what is there; it cannot add a capability. */
  async resolve(request: OpenSearchDashboardsRequest): Promise<Capabilities> {
    let resolved: Capabilities = { navLinks: {}, management: {}, catalogue: {} };
    for (const provider of this.providers) resolved = merge(resolved, provider());
    for (const switcher of this.switchers) {
      const changes = await switcher(request, resolved);
      resolved = merge(
        resolved,
        changes,
        (group, name) => name in (resolved[group] ?? {}) || group === 'navLinks',
      );
    }
    return resolved;
  }
}

function merge(
  base: Capabilities,
  changes: Partial<Capabilities>,
  isAllowed: (group: string, name: string) => boolean = () => true,
): Capabilities {
  const groups = Object.entries(changes).map(([group, entries = {}]) => {
    const allowed = Object.entries(entries).filter(([name]) => isAllowed(group, name));
    return [group, { ...base[group], ...Object.fromEntries(allowed) }] as const;
  });
  return { ...base, ...Object.fromEntries(groups) };
}
