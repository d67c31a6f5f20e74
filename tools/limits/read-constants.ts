import { glob, readFile } from 'node:fs/promises';
import ts from 'typescript';

/** A number that has a name at the top of a file, or in an object there. */
export interface Constant {
  /** Below src, such as `http/listen.ts`. */
  file: string;
  /** Such as `headersTimeoutMs`, or `limits.lock_timeout`. */
  name: string;
  value: number;
  /** What stands above it or behind it; where nothing does, what stands there of its neighbour in the line before, or of its object. */
  comment: string;
}

/** Every named number of the sources, by `file name`. */
export async function readConstants(): Promise<Map<string, Constant>> {
  const constants = new Map<string, Constant>();
  for (const path of (await Array.fromAsync(glob('src/**/*.ts'))).sort()) {
    for (const each of constantsIn(path.replace('src/', ''), await readFile(path, 'utf8')))
      constants.set(`${each.file} ${each.name}`, each);
  }
  return constants;
}

/** Of the text of one file. */
export function constantsIn(file: string, text: string): Constant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Constant[] = [];
  const inTypes = commentsInTypes(source);
  let before: { comment: string | undefined; end: number } | undefined;

  function take(name: string, node: ts.Node, initializer?: ts.Expression, ofObject?: string): void {
    const value = valueOf(initializer, found);
    const isNext = before && /^[ ,;]*\n\s*$/.test(text.slice(before.end, node.getStart()));
    const own = commentOf(text, node) ?? (isNext ? before?.comment : undefined) ?? ofObject;
    const comment = [inTypes.get(name.split('.').at(-1) ?? ''), own].filter(Boolean).join(' ');
    before = { comment: own, end: endOf(text, node) };
    const object = initializer && withoutTypes(initializer);
    if (value !== undefined) found.push({ file, name, value, comment });
    else if (object && ts.isObjectLiteralExpression(object))
      for (const each of object.properties)
        if (ts.isPropertyAssignment(each))
          take(`${name}.${each.name.getText()}`, each, each.initializer, own);
  }

  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      take(name.getText(), statement, initializer);
  }
  return found;
}

/** What the members of interfaces are, for the objects that have their form. */
function commentsInTypes(source: ts.SourceFile): Map<string, string> {
  const members = source.statements.filter(ts.isInterfaceDeclaration).flatMap((each) => [...each.members]);
  return new Map(members.map((each) => [each.name?.getText() ?? '', commentOf(source.text, each) ?? '']));
}

/** Numbers, and what is reckoned of them and of those above. */
function valueOf(given: ts.Expression | undefined, known: readonly Constant[]): number | undefined {
  const node = given && withoutTypes(given);
  if (!node) return undefined;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) return known.find(({ name }) => name === node.text)?.value;
  if (!ts.isBinaryExpression(node)) return undefined;
  const [left, right] = [valueOf(node.left, known), valueOf(node.right, known)];
  const reckon = operators[node.operatorToken.getText()];
  return left === undefined || right === undefined ? undefined : reckon?.(left, right);
}

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

function withoutTypes(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? withoutTypes(node.expression) : node;
}

function commentOf(text: string, node: ts.Node): string | undefined {
  const above = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  // A heading of several is apart from them by an empty line.
  const own = above.filter(({ end }) => !/\n\s*\n/.test(text.slice(end, node.getStart())));
  const ranges = own.length > 0 ? own : (ts.getTrailingCommentRanges(text, behind(text, node)) ?? []);
  const words = ranges.map(({ pos, end }) =>
    text
      .slice(pos, end)
      .replace('*/', '')
      .replaceAll(/^\s*(?:\/\*)?\*+|\/\//gm, ''),
  );
  return ranges.length === 0 ? undefined : words.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** A comment behind a member stands behind its comma. */
function behind(text: string, node: ts.Node): number {
  return text[node.getEnd()] === ',' ? node.getEnd() + 1 : node.getEnd();
}

function endOf(text: string, node: ts.Node): number {
  const end = behind(text, node);
  return ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end;
}
