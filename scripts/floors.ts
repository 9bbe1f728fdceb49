/**
 * The rules of the house, on source text: who may import whom (types included), where each
 * npm package lives (scripts/house.ts), names we don't use, no barrels, no import cycles, no file of two
 * things. Pure: files in, complaints out; scripts/check-floors.ts reads the tree.
 */
import { dirname, join } from "node:path/posix";

import ts from "typescript";

import { BELOW, type Floor, FOLDERS, FOR_TESTS, HOMES, LONG } from "./house.ts";

const CEILING = 300;
/** A test is read case by case, so it may be longer. */
const CEILING_OF_TESTS = 500;
const FORBIDDEN_FOLDER = /^(utils?|common|helpers?|shared|misc|lib)$/i;
const FORBIDDEN_NAME = /(Manager|Service|Handler|Helper|Processor|Utils?)$/;
const FORBIDDEN_FILE = /(^|-)(manager|service|handler|helpers?|processor|utils?|common|shared)$/i;

/** Complaints, each beginning with the file it is about; none when the house is in order. */
export function checkFloors(
  files: ReadonlyMap<string, string>,
  dependencies: readonly string[],
): readonly string[] {
  const sources = [...files].map(([path, text]) => readSource(path, text));
  return [
    ...sources.flatMap(checkNames),
    ...sources.flatMap(checkImports),
    ...checkFileCounts(sources),
    ...checkCycles(sources),
    ...dependencies
      .filter((name) => HOMES[name] === undefined)
      .map((name) => `package.json: ${name} has no home; give it one in scripts/floors.ts`),
  ].sort();
}

interface Source {
  readonly path: string;
  readonly lines: number;
  readonly opensWithDocstring: boolean;
  /** Imported files by path from the root. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
  readonly nodeModules: readonly string[];
  readonly names: readonly string[];
  readonly isBarrel: boolean;
}

function readSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const specifiers = [...new Set(importsOf(tree))];
  const bare = specifiers.filter((name) => !name.startsWith("."));
  return {
    path,
    lines: text.split("\n").length - 1,
    opensWithDocstring: /^(#!.*\n)?\/\*\*/.test(text),
    files: specifiers.filter((name) => name.startsWith(".")).map((name) => join(dirname(path), name)),
    packages: [...new Set(bare.filter((name) => !name.startsWith("node:")).map(packageOf))],
    nodeModules: bare.filter((name) => name.startsWith("node:")),
    names: tree.statements.flatMap(declaredNames),
    isBarrel: isBarrel(path, tree),
  };
}

/** Specifiers of every kind of import: static, of types, dynamic, re-exports, and files named for a worker. */
function importsOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0]);
    if (ts.isNewExpression(node) && node.expression.getText() === "URL" && isModule(node.arguments?.[0])) {
      add(node.arguments?.[0]);
    }
    ts.forEachChild(node, visit);
  };
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  visit(tree);
  return found;
}

function isModule(node: ts.Node | undefined): boolean {
  return node !== undefined && ts.isStringLiteralLike(node) && /^\..*\.ts$/.test(node.text);
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}

function isBarrel(path: string, tree: ts.SourceFile): boolean {
  const reExports = tree.statements.filter((node) => ts.isExportDeclaration(node) && node.moduleSpecifier);
  const all = reExports.some((node) => ts.isExportDeclaration(node) && !node.exportClause);
  return (
    all ||
    /(^|\/)index\.ts$/.test(path) ||
    (reExports.length > 0 && reExports.length === tree.statements.length)
  );
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}

/** Support for tests that lives beside the code: only tests and scripts may import it. */
function isTestSupport(path: string): boolean {
  return /(^|\/)test-[a-z-]+\.ts$/.test(path);
}

/** The folder that gives a file its floor; files right in gateway/ are the roof. */
function place(path: string): { readonly folder: string; readonly floor: Floor } | undefined {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const floor = FOLDERS[folder];
    if (floor !== undefined) return { folder, floor };
  }
  return dirname(path) === "gateway" ? { folder: "gateway", floor: "roof" } : undefined;
}

function checkNames(source: Source): string[] {
  const { path, names, lines } = source;
  const parts = path.split("/");
  const file = (parts.pop() ?? "").replace(/\..*$/, "");
  return [
    ...parts
      .filter((part) => FORBIDDEN_FOLDER.test(part))
      .map((part) => `${path}: no folder is called ${part}`),
    ...(FORBIDDEN_FILE.test(file) ? [`${path}: say what it does instead of ${file}`] : []),
    ...names
      .filter((name) => FORBIDDEN_NAME.test(name))
      .map((name) => `${path}: say what ${name} does in its name`),
    ...(source.isBarrel ? [`${path}: no barrels; import from where a thing lives`] : []),
    ...(lines > (isTest(path) ? CEILING_OF_TESTS : CEILING) && LONG[path] === undefined
      ? [`${path}: ${lines} lines; which two things does it do?`]
      : []),
    ...(source.opensWithDocstring || isTest(path) || place(path)?.floor === "generated"
      ? []
      : [`${path}: begin with a docstring: what lives here, what it refuses to know, the trap`]),
  ];
}

function checkImports(source: Source): string[] {
  const { path } = source;
  const own = place(path);
  if (own === undefined) return [`${path}: this folder has no floor; give it one in scripts/floors.ts`];
  const free = isTest(path) || isTestSupport(path) || own.floor === "scripts";
  const outside =
    own.floor === "ground" && !free
      ? [...source.nodeModules, ...source.packages].map(
          (name) => `${path}: the ground imports nothing, not ${name}`,
        )
      : source.packages
          .filter((name) => !isAtHome(name, own.folder, free))
          .map((name) => `${path}: ${name} does not live here`);
  return [
    ...outside,
    ...source.files.flatMap((target) => {
      if (target.endsWith(".json")) return [];
      const other = place(target);
      if (other === undefined) return [`${path}: imports ${target}, which has no floor`];
      if (isTestSupport(target) && !free) return [`${path}: ${target} is for tests`];
      if (other.folder === own.folder || BELOW[own.floor].includes(other.floor)) return [];
      if (free && (["scripts", "console"].includes(other.floor) || isTestSupport(target))) return [];
      return [`${path}: ${own.folder} (${own.floor}) must not know ${target} (${other.floor})`];
    }),
  ];
}

function isAtHome(name: string, folder: string, free: boolean): boolean {
  if (free && FOR_TESTS.includes(name)) return true;
  if (folder === "scripts") return true;
  return HOMES[name]?.folders.some((home) => folder === home || folder.startsWith(`${home}/`)) ?? false;
}

function checkFileCounts(sources: readonly Source[]): string[] {
  return Object.entries(HOMES).flatMap(([name, { files }]) => {
    const users = sources.filter(
      ({ path, packages }) =>
        packages.includes(name) &&
        !isTest(path) &&
        !(FOR_TESTS.includes(name) && (isTestSupport(path) || place(path)?.floor === "scripts")),
    );
    return files !== undefined && users.length > files
      ? users.map(({ path }) => `${path}: ${name} is imported by ${users.length} files, ${files} may`)
      : [];
  });
}

/** One complaint for each knot: a way that leads from a file back to itself. */
function checkCycles(sources: readonly Source[]): string[] {
  const edges = new Map(sources.map(({ path, files }) => [path, files]));
  const done = new Set<string>();
  const complaints: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const from = way.indexOf(path);
    if (from >= 0) {
      complaints.push(`${path}: imports itself by way of ${[...way.slice(from + 1), path].join(" → ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return complaints;
}
