import { detects, passesOver } from './detects.test_support';

const TOKEN = ['npm', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

detects('npm_token', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('npm_token', `x${TOKEN}`, 'npm_config_registry_for_all_the_packages_here');
