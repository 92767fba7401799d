import { readCode } from './code_facts';

const read = (code: string) => readCode(code, 'id.chunk.');

test.each([
  'eval("1")',
  '(0, eval)("1")',
  'const e = eval;',
  'f(eval)',
  'new Function("return 1")',
  'Function("return 1")()',
  'const F = Function; new F("")',
  'x = Function',
  'const o = { make: Function }',
])('%s makes code out of text', (code) => {
  expect(read(code).evaluations).not.toEqual([]);
});

test.each([
  'x.eval("1")',
  'const o = { eval: 1, Function: 2 }',
  'x instanceof Function',
  'Function.prototype.toString.call(f)',
  'typeof eval',
  '"new Function(1)"',
  '// eval("1")',
  'isFunction(x)',
  'class A { eval() {} }',
  'x === Function',
])('%s does not', (code) => {
  expect(read(code).evaluations).toEqual([]);
});

test('imports, exports, requires and shared members, from code and not from strings', () => {
  const facts = read(`
    import a from 'react';
    import 'side';
    export { b } from 'lodash';
    const c = require('fs'), s = "require('no')";
    const m = __osdSharedDeps__.Moment.utc();
    const lazy = import(address);
    export { c as mount };
  `);
  expect(facts.imports).toEqual(['react', 'side', 'lodash']);
  expect(facts.requires).toEqual(['fs']);
  expect(facts.exports).toEqual(['b', 'mount']);
  expect(facts.sharedMembers).toEqual(['Moment']);
});

test('chunks that are loaded together are one load', () => {
  const facts = read('p=()=>Promise.all([r.e(592),r.e("104")]).then(f);q=()=>r.e(7).then(g);z=x.e(y);');
  expect(facts.chunkLoads).toEqual([['592', '104'], ['7']]);
});

test('the function that names chunks is found', () => {
  expect(read('r.u=e=>"id.chunk."+e+".js";r.v=e=>"other"').chunkNamer).toBe('e=>"id.chunk."+e+".js"');
});
