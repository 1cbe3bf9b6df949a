import { readFileSync } from 'node:fs';
import { inProject } from '../lib/project.mjs';

/**
 * npm leaves optional packages that have no entry in the lock file out without a word, and `npm ci` refuses the whole file. Written on one
 * kind of machine, a lock may lack the binaries of the others. Nor does it name a registry: everybody installs from her own.
 * @returns {string[]} what is wrong
 */
export function findLockProblems({ packages }) {
  return Object.entries(packages).flatMap(([place, { resolved, optionalDependencies = {} }]) => [
    ...(resolved?.includes('://') ? [`${place}: names where it was downloaded from; take "resolved" out`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !placesOf(place, name).some((one) => packages[one]))
      .map((name) => `${place}: its optional dependency ${name} has no entry: add it, with version, os and cpu`),
  ]);
}

/** Where Node looks for a package that `place` needs, nearest first. */
function placesOf(place, name) {
  const folders = place === '' ? [] : place.split('/');
  return [...folders.keys(), folders.length]
    .reverse()
    .map((depth) => [...folders.slice(0, depth), 'node_modules', name].join('/'));
}

export const checkLockFile = () => findLockProblems(JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')));
