import { detects, passesOver } from './detects.test_support';

detects('fr_nir', '«184127645108946»', '«1 84 12 76 451 089 46»');

passesOver('fr_nir', '184127645108947', '184137645108946', '384127645108946', '1841276451089460');
