import type { MigrationInterface } from 'typeorm';
import type { Config } from '../config.ts';
import { DataKeys } from '../platform/secrets.ts';
import { Refused } from '../platform/refused.ts';
import { verifyChecksums } from './checksums.ts';
import { putFilesBack } from './files.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { isMysqlEmpty, isServerAtWork, loadMysql } from './mysql-load.ts';
import { isSqliteEmpty, loadSqlite } from './sqlite.ts';

/** What has to be typed before a database with something in it is replaced. */
export const REPLACE_WORDS = 'delete everything';

export interface RestoreOptions {
  config: Config;
  folder: string;
  /** The words, as typed; null when not given. */
  replace: string | null;
  knownMigrations: readonly (new () => MigrationInterface)[];
  /** Epoch ms, machine time. */
  now: number;
}

/** Verifies everything about a backup and its target before anything is touched, then puts files and database back. */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { config, folder, replace } = options;
  const url = config.database.url;
  const engine = url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
  const manifest = await readManifest(folder);
  if (manifest.engine !== engine)
    throw new Refused(
      `这个备份来自 ${nameOf(manifest.engine)},不能恢复到 ${nameOf(engine)}。请把 DATABASE_URL 指向同类数据库`,
    );
  const known = new Set(options.knownMigrations.map(({ name }) => name));
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown) throw new Refused(`这个备份由更新的版本 ${manifest.version} 制作(含 ${unknown}),请先升级到该版本再恢复`);
  requireSameInstallation(manifest, config);
  requireDataKey(manifest, config);
  const checksums = await verifyChecksums(folder);

  if (engine === 'mysql' && (await isServerAtWork(url, options.now)))
    throw new Refused('有服务正在使用这个数据库。请先停止所有服务进程,15 秒后再恢复');
  const isEmpty = engine === 'sqlite' ? isSqliteEmpty(url) : await isMysqlEmpty(url);
  if (!isEmpty && replace !== REPLACE_WORDS)
    throw new Refused(
      `目标数据库里已有数据,没有改动。如果确定要用备份替换其中的全部内容,请加上 --replace "${REPLACE_WORDS}"`,
    );

  // Files first: no row may name an upload that is not there.
  await putFilesBack(folder, checksums, config.dataDir);
  await (engine === 'sqlite' ? loadSqlite : loadMysql)(url, folder, manifest);
  return manifest;
}

const nameOf = (engine: Manifest['engine']) => (engine === 'sqlite' ? 'SQLite' : 'MySQL/MariaDB');

function requireSameInstallation({ kind, corpId }: Manifest, config: Config): void {
  const wanted = config.demo ? 'demo' : 'real';
  if (kind && kind !== wanted)
    throw new Refused(
      kind === 'demo' ? '这是演示数据的备份,不能恢复到正式环境' : '这是正式数据的备份,不能恢复到演示环境',
    );
  if (corpId && corpId !== config.wecom.corpId)
    throw new Refused('这个备份属于另一家企业,与 WECOM_CORP_ID 不符。一套部署只服务一家企业');
}

function requireDataKey({ keyCheck }: Manifest, config: Config): void {
  if (!keyCheck) return;
  try {
    new DataKeys(config.keys.current, [...config.keys.retired]).decryptText(keyCheck);
  } catch (error) {
    throw new Refused('DATA_KEY 打不开这个备份里的数据。请把备份当时的密钥填入 DATA_KEY,或加进 DATA_KEYS', {
      cause: error,
    });
  }
}
