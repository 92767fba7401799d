import { detects, passesOver } from './detects.test_support';

const BODY = 'MIIEpAIBAAKCAQEA04up8hoqzS1+APIB0RhjXyObwHQnOzhAk5Bd7mhkSbPkyhP1';
const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';
const END = '-----END RSA PRIVATE KEY-----';

detects(
  'private_key',
  `see «${BEGIN}\n${BODY}\n${BODY}\nabc=\n${END}».`,
  `«${BEGIN}\r\n${BODY}\r\nabc=\r\n${END}»`,
  `«${BEGIN}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,3F17F5316E2BAC89\n\n${BODY}\n${END}»`,
  `cut: «${BEGIN}\n${BODY}\n${BODY.slice(0, 40)}»`,
  `"«${BEGIN}\\n${BODY}\\nabc=\\n${END}»"`,
  `'«${BEGIN}\\n' +\n'${BODY}\\n' +\n'${END}»'`,
  `«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${BODY}\nabc\n=AbCd\n-----END PGP PRIVATE KEY BLOCK-----»`,
  `«-----BEGIN OPENSSH PRIVATE KEY-----\n${BODY}\n-----END OPENSSH PRIVATE KEY-----»`,
);

passesOver(
  'private_key',
  'a file that begins with -----BEGIN PRIVATE KEY----- is one',
  `-----BEGIN CERTIFICATE-----\n${BODY}\n-----END CERTIFICATE-----`,
  `-----BEGIN PUBLIC KEY-----\n${BODY}\n-----END PUBLIC KEY-----`,
  '-----BEGIN RSA PRIVATE KEY-----\nMIIE...\n-----END RSA PRIVATE KEY-----',
);
