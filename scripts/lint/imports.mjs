import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { listFiles } from '../lib/content-hash.mjs';
import { inProject } from '../lib/project.mjs';

const workspaces = { '@zhike/shared': 'shared/src', '@zhike/server': 'server/src' };
const sourceFile = /\.(ts|tsx|js|jsx|mjs|cjs)$/;

/**
 * One import as written: `from` and `to` are project paths; `to` is empty and `package` set for what npm or Node brings.
 * `typeOnly` imports leave no trace at run time.
 * @typedef {{ from: string, line: number, to: string, package: string, typeOnly: boolean }} Import
 */

/** Every import of every source file below `folders`. @returns {Import[]} */
export function readImports(folders) {
  return listFiles(folders, (file) => sourceFile.test(file)).flatMap((file) =>
    importsOf(file, readFileSync(inProject(file), 'utf8')),
  );
}

/** @returns {Import[]} */
export function importsOf(file, text) {
  const { module } = parseSync(file, text);
  const found = module.staticImports.map(({ moduleRequest, entries }) => ({
    request: moduleRequest.value,
    at: moduleRequest.start,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { entries } of module.staticExports) {
    const source = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (source) {
      const typeOnly = entries.every((entry) => entry.isType);
      found.push({ request: source.value, at: source.start, typeOnly });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal) found.push({ request: literal[1], at: moduleRequest.start, typeOnly: false });
  }
  return found.map(({ request, at, typeOnly }) => ({
    from: file,
    line: text.slice(0, at).split('\n').length,
    typeOnly,
    ...resolve(file, request),
  }));
}

function resolve(from, request) {
  if (request.startsWith('.')) {
    return { to: existing(path.posix.join(path.posix.dirname(from), request)), package: '' };
  }
  const name = request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/');
  const sources = workspaces[name];
  if (sources) return { to: existing(path.posix.join(sources, request.slice(name.length + 1))), package: '' };
  return { to: '', package: name };
}

/** The file that is meant; front ends may leave out the extension. */
function existing(file) {
  const candidates = [file, `${file}.ts`, `${file}.tsx`, `${file}/index.ts`, `${file}/index.tsx`];
  return candidates.find((one) => sourceFile.test(one) && existsSync(inProject(one))) ?? file;
}
