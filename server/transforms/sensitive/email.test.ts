import { detects, passesOver } from './detects.test_support';

detects(
  'email',
  'write to «jane.doe+news@mail.example.co.uk», please',
  '<«jörg@müller.example»>',
  'mailto:«a_b%c@example.com»?subject=x',
  'email=«jane%40example.com»&x=1',
  '«a@b.example».',
  '"«o\'neil@example.com»"',
  '{"to":"«jane\\u0040example.com»"}',
  '«x@xn--bcher-kva.example.com», «y@example.xn--p1ai»',
  '@«user@social.example»',
);

passesOver(
  'email',
  'root@localhost',
  'lodash@4.17.21',
  'icon@2x.png',
  '@Override public',
  'git@github.com:org/repo.git',
  'a @ b.com',
  'x@.com',
  'name@example.',
  'look@me',
  'user@10.0.0.1',
  '@app.route("/x")',
  '50%40 of',
);
