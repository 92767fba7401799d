/**
 * The accounts' users, roles and keys. Long-term keys belong to a user and never end; temporary keys belong to
 * a role session and end by the injected clock. Keys and ids come from the injected randomness.
 */
import type { Principal } from './principal';

export interface Role {
  readonly roleArn: string;
  readonly accountId: string;
  /** The last part of the path, which is what a session's ARN shows. */
  readonly name: string;
  readonly roleId: string;
  readonly externalId?: string;
  readonly trustedAccountIds: readonly string[];
  readonly maxSessionSeconds: number;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds; absent for long-term keys. */
  readonly expiresAt?: number;
  readonly principal: Principal;
}

/** AWS's default maximum for a role nobody configured. */
const defaultMaxSessionSeconds = 3600;

const roleArnShape = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

export class Directory {
  private readonly roles = new Map<string, Role>();
  private readonly keys = new Map<string, Credentials>();

  constructor(private readonly randomBytes: (size: number) => Buffer) {}

  createRole(role: {
    roleArn: string;
    externalId?: string;
    trustedAccountIds: readonly string[];
    maxSessionSeconds?: number;
  }): void {
    const [, accountId, name] = roleArnShape.exec(role.roleArn) ?? [];
    if (accountId === undefined || name === undefined) throw new Error(`Not a role ARN: ${role.roleArn}`);
    this.roles.set(role.roleArn, {
      maxSessionSeconds: defaultMaxSessionSeconds,
      ...role,
      accountId,
      name,
      roleId: this.id('AROA'),
    });
  }

  createUserKey(key: {
    accountId: string;
    userName: string;
    accessKeyId: string;
    secretAccessKey: string;
  }): void {
    const { accountId, userName, accessKeyId, secretAccessKey } = key;
    const arn = `arn:aws:iam::${accountId}:user/${userName}`;
    this.keys.set(accessKeyId, {
      accessKeyId,
      secretAccessKey,
      principal: { accountId, arn, userId: this.id('AIDA') },
    });
  }

  role(roleArn: string): Role | undefined {
    return this.roles.get(roleArn);
  }

  credentials(accessKeyId: string): Credentials | undefined {
    return this.keys.get(accessKeyId);
  }

  openSession(role: Role, sessionName: string, expiresAt: number, now: number): Credentials {
    this.forgetExpired(now);
    const [, partition = 'aws'] = role.roleArn.split(':');
    const credentials: Credentials = {
      accessKeyId: this.id('ASIA'),
      secretAccessKey: this.randomBytes(30).toString('base64'),
      sessionToken: this.randomBytes(240).toString('base64'),
      expiresAt,
      principal: {
        accountId: role.accountId,
        arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
        userId: `${role.roleId}:${sessionName}`,
        roleArn: role.roleArn,
      },
    };
    this.keys.set(credentials.accessKeyId, credentials);
    return credentials;
  }

  /** Keys long expired are dropped, so that a server that runs for weeks does not grow. */
  private forgetExpired(now: number): void {
    const keptFor = 24 * 3_600_000;
    for (const [id, { expiresAt }] of this.keys) {
      if (expiresAt !== undefined && expiresAt + keptFor < now) this.keys.delete(id);
    }
  }

  /** Twenty characters, as IAM's unique ids and access keys have. */
  private id(prefix: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    return prefix + Array.from(this.randomBytes(16), (byte) => alphabet[byte % 32]).join('');
  }
}
