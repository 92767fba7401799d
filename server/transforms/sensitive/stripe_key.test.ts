import { detects, passesOver } from './detects.test_support';

const TOKEN = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

detects('stripe_key', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('stripe_key', `x${TOKEN}`, 'pk_live_4eC39HqLyjWDarjtT1zdp7dc', 'sk_live_x');
