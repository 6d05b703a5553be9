import { readFile } from "node:fs/promises";
import ts from "typescript";

/**
 * privateNames is a plugin of esbuild that gives what is private in the sources a short name. The compiler has seen to it that nothing
 * outside the class says the long one, and no minifier could know that.
 */
export function privateNames() {
  let short;
  return {
    name: "private-names",
    setup(build) {
      build.onStart(() => {
        short = rename();
      });
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: short.get(path) ?? (await readFile(path, "utf8")),
        loader: "ts",
      }));
    },
  };
}

/** rename gives the text of each source file, by its path, with short private names. */
function rename() {
  const config = ts.getParsedCommandLineOfConfigFile(
    "tsconfig.build.json",
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const names = new Map();
  const shortOf = (node) => {
    const symbol = checker.getSymbolAtLocation(node);
    if (!symbol?.declarations?.some(isPrivate)) return undefined;
    if (!names.has(symbol)) names.set(symbol, "$" + names.size.toString(36));
    return names.get(symbol);
  };
  const texts = new Map();
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile) texts.set(file.fileName, renamed(file, shortOf));
  return texts;
}

/** isPrivate is for what a class declares in its body; a parameter that is a field, too, has two symbols and keeps its name. */
const isPrivate = (declaration) =>
  !ts.isConstructorDeclaration(declaration) &&
  !ts.isParameter(declaration) &&
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0;

function renamed(file, shortOf) {
  let text = "";
  let end = 0;
  const visit = (node) => {
    const short = ts.isIdentifier(node) ? shortOf(node) : undefined;
    if (short !== undefined) {
      text += file.text.slice(end, node.getStart(file)) + short;
      end = node.end;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return text + file.text.slice(end);
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
}
