/**
 * One example of every kind, with just what has to stand around it to be known. Tokens are put together here, so that
 * no scanner of repositories takes an example for one that works.
 */

export interface Sample {
  readonly kind: string;
  readonly text: string;
  /** What of the text must be seen nowhere. */
  readonly secret: string;
}

const whole = (kind: string, text: string): Sample => ({ kind, text, secret: text });

const LINE = 'MIIEpAIBAAKCAQEA04up8hoqzS1+APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPkyhP1';
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const BEARER = 'ya29.a0AfH6SMBx1234567890';
const PASSWORD = 'hunter2hunter2';

export const SAMPLES: readonly Sample[] = [
  whole('email', 'jane.doe@example.com'),
  whole('phone', '+49 30 901820'),
  whole('payment_card', '4111111111111111'),
  whole('iban', 'DE89370400440532013000'),
  whole('us_ssn', '219-09-9999'),
  whole('uk_nino', 'AB123456C'),
  whole('de_tax_id', '86095742719'),
  whole('fr_nir', '184127645108946'),
  whole('es_dni', '12345678Z'),
  whole('it_codice_fiscale', 'MRTMTT25D09F205Z'),
  whole('in_aadhaar', '2341 2341 2346'),
  whole('cn_resident_id', '11010519491231002X'),
  whole('br_cpf', '529.982.247-25'),
  whole('aws_access_key', 'AKIAIOSFODNN7EXAMPLE'),
  { kind: 'aws_secret_key', text: `aws_secret_access_key=${SECRET_KEY}`, secret: SECRET_KEY },
  whole('bedrock_api_key', ['ABSK', 'QmVkcm9ja0FQSUtleS', '1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg=='].join('')),
  { kind: 'bearer_token', text: `Authorization: Bearer ${BEARER}`, secret: BEARER },
  whole('private_key', `-----BEGIN PRIVATE KEY-----\n${LINE}\n${LINE}\nabc=\n-----END PRIVATE KEY-----`),
  whole(
    'jwt',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  ),
  {
    kind: 'connection_string',
    text: `postgres://app:${PASSWORD}@db.example.com:5432/app`,
    secret: PASSWORD,
  },
  { kind: 'password', text: `Server=db;Database=app;Password=${PASSWORD};`, secret: PASSWORD },
  whole('github_token', ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_')),
  whole('gitlab_token', ['glpat', 'abcdEFGH0123456789_x'].join('-')),
  whole('slack_token', ['xoxb', '123456789012', 'abcdefghijkl'].join('-')),
  whole('stripe_key', ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')),
  whole('google_api_key', ['AIza', 'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'].join('')),
  whole('anthropic_key', ['sk', 'ant', 'api03', 'abcdefghijklmnopqrstuvwxyz01'].join('-')),
  whole('openai_key', ['sk', 'proj', 'abcdEFGH0123456789abcdefghijkl'].join('-')),
  whole('hugging_face_token', ['hf', 'abcdefGHIJKLmnopqrSTUVWXyz01234567'].join('_')),
  whole('npm_token', ['npm', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_')),
];

/** What none of the kinds is, though it has many digits, long words and strange signs. */
export const INNOCENT: readonly string[] = [
  'The quick brown fox jumps over the lazy dog; it is 21 °C in Paris, or 70 °F.',
  'f47ac10b-58cc-4372-a567-0e02b2c3d479 and 00000000-0000-4000-8000-000000000000',
  'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'commit da39a3ee5e6b4b0d3255bfef95601890afd80709, md5 d41d8cd98f00b204e9800998ecf8427e',
  '2026-11-22T14:05:11.123456Z, 1700000000, 1700000000000, 1700000000000000, 20261122140511',
  'order 4503599627370, invoice INV-2026-000123, SKU 0123-4567-89, tracking 1Z999AA10123456784',
  'version 10.15.7, 1.2.3-beta.4+5678, ^18.2.0, 2.19.4.0, v415.555.2671-rc1',
  '192.168.100.200:8443, 2001:db8:85a3::8a2e:370:7334, 52.94.236.248/32',
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0 and amazon.nova-lite-v1:0:300k',
  'toolu_bdrk_01A2b3C4d5E6f7G8h9I0jKlM, chatcmpl-9f2ab8c0d1e2f3, msg_bdrk_0123456789abcdefghijklm',
  '[0.4012888888881881, -0.5105105105105100, 1.7976931348623157e308, 3.141592653589793]',
  'const total = items.reduce((sum, { price }) => sum + price, 0); // internationalization_of_everything',
  'import { createHash } from "node:crypto"; const password = await readPassword(prompt);',
  'npm install lodash@4.17.21 @types/node@20.1.0; docker pull nginx@sha256:0123456789abcdef',
  'SELECT * FROM users WHERE id = 12345678 AND created > 20261122;',
  'C:\\users\\natalie\\table\\new.txt and \\d{3}-\\d{2}-\\d{4} and \\u00e9t\\u00e9',
  'A1:B20, 12 × 34 = 408, 1,234,567.89 EUR, 100 000 000, 16/9, 3:30 pm, 50 %',
  '/usr/local/lib/node_modules/some-package/dist/index.js:123:45',
  'ISBN 978-3-16-148410-0, EAN 4006381333931, IMEI 490154203237518',
  '日本語のテキスト、émojis 😀 and ligatures ﬁ; 電話番号は教えません。',
];
