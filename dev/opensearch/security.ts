/**
 * The security plugin for a test node, without any of its demo certificates, users or passwords: a self-made
 * certificate for TLS, one administrator with a random password, and nobody else until a test creates them.
 * Secrets are files only this user can read, beside the data they protect; a later start finds them again.
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runProgram } from '../process/run_program';
import { wholeFolder } from '../whole_folder';
import type { Credentials } from './client';

export const SECURITY_PLUGIN = 'org.opensearch.security.OpenSearchSecurityPlugin';

export interface Security {
  readonly credentials: Credentials;
  /** PEM of the node's certificate, which is its own authority. */
  readonly ca: string;
  readonly settings: Readonly<Record<string, string>>;
}

const ADMINISTRATOR = 'admin';
const NODE_NAME = 'CN=node-1';
const VALID_DAYS = '3650';
const secretsSchema = z.object({ adminPassword: z.string(), storePassword: z.string() });
type Secrets = z.infer<typeof secretsSchema>;

interface Place {
  readonly java: string;
  /** Includes the plugin's jars. */
  readonly classPath: string;
  readonly dataDir: string;
}

/** Makes certificates and the plugin's first configuration where there are none yet. */
export async function prepareSecurity(place: Place): Promise<Security> {
  // Where the plugin looks for the configuration it fills its index with, once.
  const folder = join(place.dataDir, 'config', 'opensearch-security');
  await wholeFolder(folder, (partial) => create(partial, place));
  const secrets = secretsSchema.parse(JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')));
  return {
    credentials: { username: ADMINISTRATOR, password: secrets.adminPassword },
    ca: await readFile(join(folder, 'node.pem'), 'utf8'),
    settings: settingsOf(folder, secrets),
  };
}

async function create(folder: string, place: Place): Promise<void> {
  await chmod(folder, 0o700);
  const secrets: Secrets = { adminPassword: randomPassword(), storePassword: randomPassword() };
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  await createCertificate(folder, place.java, secrets.storePassword);
  const hash = await passwordHash(place, secrets.adminPassword);
  for (const [name, config] of Object.entries(firstConfiguration(hash))) {
    // JSON is YAML.
    await writeFile(join(folder, `${name}.yml`), JSON.stringify(config, undefined, 2), { mode: 0o600 });
  }
}

async function createCertificate(folder: string, java: string, password: string): Promise<void> {
  const [store, trust, pem] = ['node.p12', 'trust.p12', 'node.pem'].map((name) => join(folder, name));
  const keytool = async (...args: string[]): Promise<void> => {
    // The password goes by the environment: arguments can be read by every user of the machine.
    const { code, tail } = await runProgram(
      java,
      ['-m', 'java.base/sun.security.tools.keytool.Main', ...args, '-storepass:env', 'STORE_PASSWORD'],
      { env: { STORE_PASSWORD: password } },
    );
    if (code !== 0) throw new Error(`keytool failed:\n${tail}`);
  };
  await keytool(
    ...['-genkeypair', '-alias', 'node', '-keyalg', 'EC', '-groupname', 'secp256r1'],
    ...['-dname', NODE_NAME, '-validity', VALID_DAYS],
    ...['-ext', 'SAN=ip:127.0.0.1,dns:localhost', '-ext', 'BC=ca:true'],
    ...['-storetype', 'PKCS12', '-keystore', `${store}`],
  );
  await keytool('-exportcert', '-rfc', '-alias', 'node', '-file', `${pem}`, '-keystore', `${store}`);
  await keytool(
    ...['-importcert', '-noprompt', '-alias', 'node', '-file', `${pem}`],
    ...['-storetype', 'PKCS12', '-keystore', `${trust}`],
  );
  await Promise.all([store, trust].map((file) => chmod(`${file}`, 0o600)));
}

/** bcrypt, by the plugin's own tool. */
async function passwordHash({ java, classPath }: Place, password: string): Promise<string> {
  const { code, stdout, tail } = await runProgram(
    java,
    ['-cp', classPath, 'org.opensearch.security.tools.Hasher', '-env', 'ADMIN_PASSWORD'],
    { env: { ADMIN_PASSWORD: password } },
  );
  const hash = /^\$2[aby]\$\d+\$\S+$/m.exec(stdout)?.[0];
  if (code !== 0 || !hash) throw new Error(`the password of the administrator could not be hashed:\n${tail}`);
  return hash;
}

/** https://docs.opensearch.org/2.19/security/configuration/yaml/ */
function firstConfiguration(adminHash: string): Record<string, object> {
  const meta = (type: string) => ({ _meta: { type, config_version: 2 } });
  return {
    config: {
      ...meta('config'),
      config: {
        dynamic: {
          http: { anonymous_auth_enabled: false },
          authc: {
            basic: {
              http_enabled: true,
              transport_enabled: true,
              order: 0,
              http_authenticator: { type: 'basic', challenge: true },
              authentication_backend: { type: 'intern' },
            },
          },
        },
      },
    },
    internal_users: { ...meta('internalusers'), [ADMINISTRATOR]: { hash: adminHash, reserved: true } },
    roles: meta('roles'),
    roles_mapping: { ...meta('rolesmapping'), all_access: { reserved: true, users: [ADMINISTRATOR] } },
    action_groups: meta('actiongroups'),
    tenants: meta('tenants'),
    nodes_dn: meta('nodesdn'),
    allowlist: { ...meta('allowlist'), config: { enabled: false } },
    audit: { ...meta('audit'), config: { enabled: false } },
  };
}

/** https://docs.opensearch.org/2.19/security/configuration/tls/ */
function settingsOf(folder: string, { storePassword }: Secrets): Record<string, string> {
  const settings: Record<string, string> = {
    'plugins.security.ssl.http.enabled': 'true',
    'plugins.security.ssl.transport.enforce_hostname_verification': 'false',
    'plugins.security.nodes_dn': NODE_NAME,
    'plugins.security.allow_default_init_securityindex': 'true',
    'plugins.security.restapi.roles_enabled': 'all_access',
  };
  for (const layer of ['http', 'transport']) {
    for (const [kind, file] of [
      ['keystore', 'node.p12'],
      ['truststore', 'trust.p12'],
    ] as const) {
      const prefix = `plugins.security.ssl.${layer}.${kind}`;
      settings[`${prefix}_type`] = 'PKCS12';
      settings[`${prefix}_filepath`] = join(folder, file);
      settings[`${prefix}_password`] = storePassword;
    }
  }
  return settings;
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
