import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Stands between the parts of a test's full name. */
export const SEPARATOR = ' › ';

const SUITES: ReadonlySet<string> = new Set(['describe']);
const TESTS: ReadonlySet<string> = new Set(['it', 'test']);

/**
 * The full names of the tests of a file, as the ledger writes them: the titles of its suites and
 * its own, joined. Titles of `each` are kept as templates (`%s`); computed ones have no name.
 */
export function readTestNames(path: string): readonly string[] {
  return testNamesOf(readFileSync(path, 'utf8'));
}

/** The same of a text that was read already. */
export function testNamesOf(text: string): readonly string[] {
  const source = ts.createSourceFile('a.test.ts', text, ts.ScriptTarget.Latest, false);
  const names: string[] = [];
  visit(source, []);
  return names;

  function visit(node: ts.Node, suites: readonly string[]): void {
    const call = ts.isCallExpression(node) ? titledCall(node) : undefined;
    if (call !== undefined && TESTS.has(call.word)) names.push(nameOf([...suites, call.title]));
    const within = call !== undefined && SUITES.has(call.word) ? [...suites, call.title] : suites;
    ts.forEachChild(node, (child) => visit(child, within));
  }
}

function nameOf(titles: readonly string[]): string {
  return titles.join(SEPARATOR);
}

interface TitledCall {
  readonly word: string;
  readonly title: string;
}

/** `it('…', …)` and `it.each(…)('…', …)`. */
function titledCall({ expression, arguments: [first] }: ts.CallExpression): TitledCall | undefined {
  const word = wordOf(expression);
  if (word === undefined || first === undefined) return undefined;
  if (ts.isStringLiteralLike(first)) return { word, title: first.text };
  return undefined;
}

function wordOf(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  const isEach =
    ts.isCallExpression(callee) &&
    ts.isPropertyAccessExpression(callee.expression) &&
    callee.expression.name.text === 'each' &&
    ts.isIdentifier(callee.expression.expression);
  return isEach ? rootOf(callee) : undefined;
}

function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
    return rootOf(node.expression);
  }
  return undefined;
}
