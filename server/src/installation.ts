import type { Config } from './config.ts';
import { InstallationRow } from './platform/delivery/entity.ts';
import type { Database } from './platform/database/database.ts';
import { Refused } from './platform/refused.ts';
import type { DataKeys } from './platform/secrets.ts';

export class WrongInstallation extends Refused {}

/**
 * A database belongs to the demo or to one corp for ever, and opens only with its data key. Found out at the start,
 * not when the first customer cannot be read.
 */
export async function guardInstallation(db: Database, keys: DataKeys, config: Config): Promise<void> {
  const kind = config.demo ? 'demo' : 'real';
  const rows = await db.read.find(InstallationRow);
  const stored = new Map(rows.map((row) => [row.name, row.value]));
  const storedKind = stored.get('kind');
  if (storedKind && storedKind !== kind) {
    throw new WrongInstallation(
      storedKind === 'demo'
        ? 'DATABASE_URL:这个数据库里是演示数据,正式使用请换一个数据库 / this database holds demo data; a real start needs a database of its own'
        : 'DATABASE_URL:这个数据库里是真实数据,演示不会使用它 / this database holds real data; the demo never touches it',
    );
  }
  const storedCorp = stored.get('corp_id');
  if (storedCorp && storedCorp !== config.wecom.corpId)
    throw new WrongInstallation(
      'WECOM_CORP_ID:这个数据库属于另一家企业,一套部署只服务一家企业 / this database belongs to another corp; one deployment serves one corp',
    );
  const sealed = stored.get('key_check');
  if (sealed) {
    try {
      keys.decryptText(sealed);
    } catch (error) {
      throw new WrongInstallation(
        'DATA_KEY:这个数据库是用另一把密钥加密的,请把旧密钥放进 DATA_KEYS / this database was written with another key; put the old one into DATA_KEYS',
        { cause: error },
      );
    }
  }
  if (storedKind && storedCorp && sealed) return;
  await db.transaction(async (tx) => {
    await tx.upsert(
      InstallationRow,
      [
        { name: 'kind', value: kind },
        { name: 'corp_id', value: config.wecom.corpId },
        { name: 'key_check', value: keys.encryptText('key check') },
      ],
      ['name'],
    );
  });
}
