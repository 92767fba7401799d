import { detects, passesOver } from './detects.test_support';

const TOKEN = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

detects('github_token', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('github_token', `x${TOKEN}`, 'ghp_short', 'ghp_abc_def_ghi_jkl_mno_pqr_stu');
