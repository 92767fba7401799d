import { detects, passesOver } from './detects.test_support';

const TOKEN = ['glpat', 'abcdEFGH0123456789_x'].join('-');

detects('gitlab_token', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('gitlab_token', `x${TOKEN}`, 'glpat-short');
