import { detects, passesOver } from './detects.test_support';

const HEADER = 'eyJhbGciOiJIUzI1NiJ9';
const PAYLOAD = 'eyJzdWIiOiIxMjM0NTY3ODkwIn0';

detects(
  'jwt',
  `«${HEADER}.${PAYLOAD}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U»`,
  `token=«${HEADER}.${PAYLOAD}.»&x=1`,
  `«${HEADER}.${PAYLOAD}» cut`,
  `path/«${HEADER}.${PAYLOAD}.abc»/x`,
);

passesOver('jwt', `${HEADER}`, `x${HEADER}.${PAYLOAD}`, 'eyJhbGciOiJIUzI1NiJ9.other');
