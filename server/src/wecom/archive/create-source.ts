import type { Config } from '../../config.ts';
import { createHttpSource } from './http-source.ts';
import { createNativeSource } from './native-source.ts';
import type { ArchiveSource } from './source.ts';

/** The source that the configuration names. The native one starts its process at its first use, and has one for each file at once. */
export function createArchiveSource(
  archive: NonNullable<Config['archive']>,
  corpId: string,
  filesAtOnce?: number,
): ArchiveSource {
  const settings = { ...archive, corpId };
  return archive.source === 'http' ? createHttpSource(settings) : createNativeSource({ ...settings, filesAtOnce });
}
