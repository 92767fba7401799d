/**
 * Made-up secrets of the kinds that have to be masked, and what of each may not be found. They are put together here,
 * so that nobody's scanner takes this file for a leak.
 */
import { bare, type Planted, type Words } from './words';

interface Secret {
  readonly text: string;
  /** What has to go where not all of the text has to. */
  readonly core?: string;
}

const KEY_BODY = Buffer.from('a planted private key that was never one, '.repeat(4)).toString('base64');
const jwtPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const SECRETS: readonly Secret[] = [
  { text: 'berta.planted@private-example.org' },
  { text: '+49 30 9018 20445' },
  { text: '4539 1488 0343 6467' },
  { text: 'DE89 3704 0044 0532 0130 00' },
  { text: '536-90-4399' },
  { text: ['AKIA', 'Q7PLANTED2SECRET'].join('') },
  { text: `Authorization: Bearer ${'pl4ntedT0ken'.repeat(3)}`, core: 'pl4ntedT0ken' },
  {
    text: `-----BEGIN ${'PRIVATE'} KEY-----\n${KEY_BODY}\n-----END ${'PRIVATE'} KEY-----`,
    core: KEY_BODY.slice(0, 40),
  },
  {
    text: [
      jwtPart({ alg: 'HS256', typ: 'JWT' }),
      jwtPart({ sub: 'planted subject', iat: 1_700_000_000 }),
      Buffer.from('a planted signature of a token').toString('base64url'),
    ].join('.'),
  },
  {
    text: `postgres://shop:${'s3cr3tPlantedPassword'}@db.example.org:5432/orders`,
    core: 's3cr3tPlantedPassword',
  },
  { text: ['ghp', 'Pl4ntedTokenPl4ntedTokenPl4ntedToken'].join('_') },
];

export const SECRET_KINDS = SECRETS.length;

/** Of a long one half is as telling: a text may have been cut in its middle. */
const partsOf = (core: string): string[] =>
  core.length < 20 ? [core] : [core, core.slice(0, core.length / 2)];

/** Each place gets a secret, the next one the next; `turn` shifts them, so that in time each place has had all. */
export function secrets(turn: number): Planted {
  let count = turn;
  const words: Words = (place) => {
    count += 1;
    return `${place}: ${SECRETS[count % SECRETS.length]?.text}`;
  };
  const needles = SECRETS.flatMap(({ text, core = text }) => partsOf(bare(core)));
  return { words, needles };
}
