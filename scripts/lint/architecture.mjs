import { importRules, runtimeBans } from './architecture-rules.mjs';
import { readImports } from './imports.mjs';

const folders = ['shared', 'server', 'sidebar', 'miniprogram', 'scripts', 'e2e'];

/** Every import that goes against the architecture, as `file:line: reason`. @returns {string[]} */
export function findViolations(imports) {
  const direct = imports.flatMap((one) =>
    importRules
      .map((rule) => rule(one))
      .filter(Boolean)
      .map((why) => `${one.from}:${one.line}: imports ${one.to || one.package}: ${why}`),
  );
  return [...direct, ...runtimeBans.flatMap((ban) => findBanned(imports, ban))];
}

/** Follows what is loaded at run time from the front end's own files; type imports end the trail. */
function findBanned(imports, ban) {
  const loadedBy = new Map();
  for (const one of imports) {
    if (!one.typeOnly) loadedBy.set(one.from, [...(loadedBy.get(one.from) ?? []), one]);
  }
  const isStart = (file) => file.startsWith(`${ban.below}/`) && !/\.test\.tsx?$/.test(file);
  const trails = [...loadedBy.keys()].filter(isStart).map((file) => [file]);
  const seen = new Set(trails.flat());
  const problems = [];
  // The list grows while it is read: each file is visited once, by the shortest trail that leads to it.
  for (const trail of trails) {
    for (const one of loadedBy.get(trail.at(-1)) ?? []) {
      if (one.package === ban.package) problems.push(`${[...trail, one.package].join(' → ')}: ${ban.why}`);
      if (one.to && !seen.has(one.to)) {
        seen.add(one.to);
        trails.push([...trail, one.to]);
      }
    }
  }
  return problems;
}

/** The whole project's violations. */
export const checkArchitecture = () => findViolations(readImports(folders));
