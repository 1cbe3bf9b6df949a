import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refused } from '../platform/refused.ts';

export const MANIFEST = 'manifest.json';
export const FORMAT = 1;

const Manifest = z.object({
  format: z.number().int(),
  /** Release that wrote it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  engine: z.enum(['sqlite', 'mysql']),
  /** Facts of the installation; null where no server has ever started on the database. */
  kind: z.enum(['demo', 'real']).nullable(),
  corpId: z.string().nullable(),
  /** A word closed with the data key: tells the right key from a wrong one, and does not hold it. */
  keyCheck: z.string().nullable(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), rows: z.number().int().nonnegative() })),
  files: z.object({ count: z.number().int(), bytes: z.number() }),
});
export type Manifest = z.infer<typeof Manifest>;

/** What the database itself says for the manifest. */
export type DatabasePart = Pick<Manifest, 'kind' | 'corpId' | 'keyCheck' | 'migrations' | 'tables'>;

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Refused(`${folder} 里没有 ${MANIFEST},这不是一个备份文件夹`, { cause: error });
  }
  const parsed = Manifest.safeParse(jsonOf(text));
  if (!parsed.success) throw new Refused(`${folder} 的 ${MANIFEST} 读不懂,备份可能已损坏`);
  if (parsed.data.format !== FORMAT)
    throw new Refused(`这个备份由 ${parsed.data.version} 版本制作,格式与当前版本不同,请用相应版本恢复`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON at all: for whoever reads it the same as JSON of a wrong shape.
    return undefined;
  }
}

export function releaseVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Rows of `installation` as the manifest has them. */
export function installationFacts(
  rows: { name: string; value: string }[],
): Omit<DatabasePart, 'migrations' | 'tables'> {
  const values = new Map(rows.map((row) => [row.name, row.value]));
  const kind = values.get('kind');
  return {
    kind: kind === 'demo' || kind === 'real' ? kind : null,
    corpId: values.get('corp_id') ?? null,
    keyCheck: values.get('key_check') ?? null,
  };
}
