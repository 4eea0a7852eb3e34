/** Reads the doc comments of schema definitions from their source, so that they cost nothing at run time. */
import ts from 'typescript'

/** What the source says about one schema: its own comment, and that of each key. */
export interface Comments {
  readonly own: string | undefined
  readonly keys: ReadonlyMap<string, KeyComment>
}

export interface KeyComment {
  readonly own: string | undefined
  /** The comments of an object that is written out in place. */
  readonly inside: ReadonlyMap<string, KeyComment>
}

/** Export name → comments, in the order of the source. */
export function readComments(fileName: string, source: string): ReadonlyMap<string, Comments> {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true)
  const declared = new Map<string, ts.VariableDeclaration>()
  const found = new Map<string, Comments>()
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const declaration = statement.declarationList.declarations[0]
    if (declaration?.initializer === undefined || !ts.isIdentifier(declaration.name)) continue
    declared.set(declaration.name.text, declaration)
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (isExported) {
      const keys = keyComments(declaration.initializer, declared)
      found.set(declaration.name.text, { own: commentBefore(statement), keys })
    }
  }
  return found
}

/** Comments of every key an expression contributes: object literals, spreads, the base of `.extend()`, arguments. */
function keyComments(
  expression: ts.Node,
  declared: ReadonlyMap<string, ts.VariableDeclaration>,
): Map<string, KeyComment> {
  const keys = new Map<string, KeyComment>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const initializer = declared.get(node.text)?.initializer
      if (initializer !== undefined) visit(initializer)
    } else if (ts.isCallExpression(node)) {
      if (ts.isPropertyAccessExpression(node.expression)) visit(node.expression.expression)
      node.arguments.forEach(visit)
    } else if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (ts.isSpreadAssignment(property)) visit(property.expression)
        else if (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) {
          const inside = ts.isPropertyAssignment(property)
            ? keyComments(property.initializer, declared)
            : new Map<string, KeyComment>()
          const name = ts.isComputedPropertyName(property.name) ? property.name.getText() : property.name.text
          keys.set(name, { own: commentBefore(property) ?? keys.get(name)?.own, inside })
        }
      }
    }
  }
  visit(expression)
  return keys
}

function commentBefore(node: ts.Node): string | undefined {
  const source = node.getSourceFile().text
  const last = ts.getLeadingCommentRanges(source, node.pos)?.at(-1)
  const text = last && source.slice(last.pos, last.end)
  return text?.startsWith('/**') ? text : undefined
}
