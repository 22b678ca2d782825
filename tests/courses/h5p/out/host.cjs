// A site that receives packages: reads them as @lumieducation/h5p-server does, with the libraries that it has.
//
// node host.cjs LIBRARIES WORK PACKAGE…  prints a JSON list: {metadata, params, enforced} for each package, or
// {refused} with the codes of what is wrong. `enforced` are the parameters after the types' own semantics have cleared
// them of what they don't know or allow.
const fs = require("node:fs");
const path = require("node:path");
const server = require("@lumieducation/h5p-server");
const { default: SemanticsEnforcer } = require("@lumieducation/h5p-server/build/src/SemanticsEnforcer.js");

const [libraries, work, ...packages] = process.argv.slice(2);
const folder = (name) => {
  const found = path.join(work, name);
  fs.mkdirSync(found, { recursive: true });
  return found;
};
const user = { id: "1", name: "Alice", email: "alice@example.org", type: "local" };

async function main() {
  const config = new server.H5PConfig(undefined, { contentHubEnabled: false });
  const editor = new server.H5PEditor(
    new server.fsImplementations.InMemoryStorage(),
    config,
    new server.fsImplementations.FileLibraryStorage(libraries),
    new server.fsImplementations.FileContentStorage(folder("content")),
    new server.fsImplementations.DirectoryTemporaryFileStorage(folder("temporary")),
  );
  const enforcer = new SemanticsEnforcer(editor.libraryManager);
  const found = [];
  for (const file of packages) {
    try {
      const { metadata, parameters } = await editor.uploadPackage(file, user);
      const [main] = metadata.preloadedDependencies.filter((one) => one.machineName === metadata.mainLibrary);
      const enforced = structuredClone(parameters);
      await enforcer.enforceSemanticStructure(enforced, {
        machineName: main.machineName,
        majorVersion: Number(main.majorVersion),
        minorVersion: Number(main.minorVersion),
      });
      found.push({ metadata, params: parameters, enforced });
    } catch (error) {
      const errors = typeof error.getErrors === "function" ? error.getErrors() : [error];
      found.push({ refused: errors.map((one) => one.errorId || String(one)) });
    }
  }
  console.log(JSON.stringify(found));
}

main();
