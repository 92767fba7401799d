/**
 * Reads JavaScript as a syntax tree, so that the rules see code and not what strings and comments happen to say.
 * Positions are left out: the code is minified.
 */
import ts from 'typescript';

export interface CodeFacts {
  /** Uses of `eval` and of the `Function` constructor, also under another name. */
  readonly evaluations: readonly string[];
  /** Static imports and re-exports. */
  readonly imports: readonly string[];
  /** Texts of `require("…")`. */
  readonly requires: readonly string[];
  readonly exports: readonly string[];
  /** `X` of every `__osdSharedDeps__.X`. */
  readonly sharedMembers: readonly string[];
  /** Chunks loaded together, as one entry: `Promise.all([r.e(1), r.e(2)])` or `r.e(1)`. */
  readonly chunkLoads: readonly (readonly string[])[];
  /** Source of the function that names a chunk's file, where the bundle has one. */
  readonly chunkNamer: string | undefined;
}

/** `chunkPrefix` is how names of chunk files begin. */
export function readCode(text: string, chunkPrefix: string): CodeFacts {
  const source = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const evaluations: string[] = [];
  const imports: string[] = [];
  const requires: string[] = [];
  const exports: string[] = [];
  const sharedMembers: string[] = [];
  const chunkLoads: string[][] = [];
  let chunkNamer: string | undefined;

  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isEvaluation(node)) evaluations.push(excerpt(node.parent));
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push(node.moduleSpecifier.text);
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        imports.push(node.moduleSpecifier.text);
      if (node.exportClause && ts.isNamedExports(node.exportClause)) {
        exports.push(...node.exportClause.elements.map(({ name }) => name.text));
      }
    }
    if (ts.isCallExpression(node)) {
      const required = requiredBy(node);
      if (required !== undefined) requires.push(required);
      const chunk = chunkLoadedBy(node);
      const load = chunk === undefined ? [] : (togetherWith(node) ?? [chunk]);
      // Every chunk of a load comes by here; the first stands for all.
      if (chunk !== undefined && load[0] === chunk) chunkLoads.push(load);
    }
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === '__osdSharedDeps__') {
      sharedMembers.push(node.name.text);
    }
    if (ts.isStringLiteral(node) && node.text.startsWith(chunkPrefix)) {
      chunkNamer ??= enclosingFunction(node)?.getText();
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { evaluations, imports, requires, exports, sharedMembers, chunkLoads, chunkNamer };
}

const excerpt = (node: ts.Node): string => node.getText().slice(0, 60);

/** The names as values: not `x.eval`, `{ Function: 1 }`, `instanceof Function` or `Function.prototype`. */
function isEvaluation(node: ts.Identifier): boolean {
  if (node.text !== 'eval' && node.text !== 'Function') return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) return false;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return parent.operatorToken.kind === ts.SyntaxKind.CommaToken;
  }
  return !ts.isTypeOfExpression(parent);
}

function requiredBy(node: ts.CallExpression): string | undefined {
  const [argument] = node.arguments;
  return ts.isIdentifier(node.expression) &&
    node.expression.text === 'require' &&
    argument &&
    ts.isStringLiteralLike(argument)
    ? argument.text
    : undefined;
}

function chunkLoadedBy(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || node.arguments.length !== 1) return undefined;
  const [id] = node.arguments;
  return ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'e' &&
    id &&
    (ts.isNumericLiteral(id) || ts.isStringLiteral(id))
    ? id.text
    : undefined;
}

function togetherWith({ parent }: ts.Node): string[] | undefined {
  return ts.isArrayLiteralExpression(parent)
    ? parent.elements.map(chunkLoadedBy).filter((id) => id !== undefined)
    : undefined;
}

function enclosingFunction(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(
    node,
    (ancestor) => ts.isArrowFunction(ancestor) || ts.isFunctionExpression(ancestor),
  );
}
