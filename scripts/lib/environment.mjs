import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { inProject } from './project.mjs';

/** What `.env` at the root says; empty when there is no such file. The server reads the file itself, too. */
export function readDotEnv(file = inProject('.env')) {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

/** Any `WECOM_*` name, even an empty one, means that somebody wants the real thing and never the demo. */
export function wantsRealThing(environment = process.env, dotEnv = readDotEnv()) {
  return Object.keys({ ...dotEnv, ...environment }).some((name) => name.startsWith('WECOM_'));
}
