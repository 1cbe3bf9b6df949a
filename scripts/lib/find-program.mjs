import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first of these programs that is on PATH, in one of the extra folders, or given as a path itself; else undefined. */
export function findProgram(names, extraFolders = []) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...extraFolders];
  const candidates = names.flatMap((name) =>
    path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name)),
  );
  return candidates.find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
