import { fileURLToPath } from 'node:url';

const inProject = (path: string) => new URL(`../../../${path}`, import.meta.url);

/**
 * A file of the built server, of the sources as they are now: processes that tests start and kill begin in a third of the time that
 * loading the sources takes.
 * @param path below `server/dist`
 */
export async function builtFile(path: string): Promise<string> {
  const { ensureBuilt } = (await import(inProject('scripts/lib/build.mjs').href)) as {
    ensureBuilt(steps: string[]): Promise<void>;
  };
  await ensureBuilt(['server']);
  return fileURLToPath(inProject(`server/dist/${path}`));
}
