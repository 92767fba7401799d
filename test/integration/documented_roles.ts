/**
 * The roles that docs/permissions.md tells people to create, read from the page itself: what is tested is what is
 * documented. The API calls are the source; the YAML beside them is made from them.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

const Role = z.strictObject({
  cluster_permissions: z.array(z.string()).default([]),
  index_permissions: z.array(
    z.strictObject({
      index_patterns: z.array(z.string()).min(1),
      allowed_actions: z.array(z.string()).min(1),
    }),
  ),
});
export type Role = z.infer<typeof Role>;

const CALL = /```json\nPUT _plugins\/_security\/api\/roles\/(\w+)\n(\{\n[\s\S]*?\n\})\n```/g;

export const permissionsPage = (): string =>
  readFileSync(resolve(__dirname, '../../docs/permissions.md'), 'utf8');

/** By name. */
export function documentedRoles(page: string): ReadonlyMap<string, Role> {
  return new Map(
    [...page.matchAll(CALL)].map(([, name = '', body = '']) => [name, Role.parse(JSON.parse(body))]),
  );
}

/** As it stands in `roles.yml`. */
export function roleYaml(
  name: string,
  { cluster_permissions: cluster, index_permissions: index }: Role,
): string {
  const list = (items: readonly string[], indent: string): string[] =>
    items.map((item) => `${indent}- '${item}'`);
  return [
    `${name}:`,
    ...(cluster.length === 0 ? [] : ['  cluster_permissions:', ...list(cluster, '    ')]),
    '  index_permissions:',
    ...index.flatMap(({ index_patterns: patterns, allowed_actions: actions }) => [
      '    - index_patterns:',
      ...list(patterns, '        '),
      '      allowed_actions:',
      ...list(actions, '        '),
    ]),
  ].join('\n');
}

/** Every right of a role by itself, with the role that has all but this one. */
export function eachRight(role: Role): { right: string; on: string; without: Role }[] {
  const without = (list: readonly string[], right: string): string[] => list.filter((one) => one !== right);
  const cluster = role.cluster_permissions.map((right) => ({
    right,
    on: 'the cluster',
    without: { ...role, cluster_permissions: without(role.cluster_permissions, right) },
  }));
  const indices = role.index_permissions.flatMap((permission, at) =>
    permission.allowed_actions.map((right) => ({
      right,
      on: permission.index_patterns.join(', '),
      without: {
        ...role,
        index_permissions: role.index_permissions.map((other, n) =>
          n === at ? { ...other, allowed_actions: without(other.allowed_actions, right) } : other,
        ),
      },
    })),
  );
  return [...cluster, ...indices];
}
