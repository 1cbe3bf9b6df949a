import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../platform/id.ts';
import { createObjectStores, type ObjectStores } from '../../platform/object-store/stores.ts';
import { StoreRefused, StoreUnreachable } from '../../platform/object-store/s3-store.ts';
import { type Check, fail, ok, skip } from './check.ts';

/** Puts some bytes where files of chats go, reads them back, and takes them away. */
export const fileStoreCheck: Check = {
  id: 'file-store',
  title: '会话文件存储',
  async run({ config }) {
    if (!config.archive) return skip('没有配置会话存档,跳过');
    const stores = createObjectStores(config.dataDir, config.files);
    const isBucket = stores.current.name === 's3';
    try {
      if (!(await keepsBytes(stores)))
        return fail('写入的内容读回来不一样', '检查 MEDIA_S3_ENDPOINT 指向的是不是支持 S3 协议的服务');
      return ok(isBucket ? `存储桶 ${config.files.s3!.bucket} 可以读写` : 'DATA_DIR/files 可以读写');
    } catch (error) {
      if (error instanceof StoreRefused)
        return fail(
          `存储桶拒绝了读写(${error.details.reason || error.details.status})`,
          '检查 MEDIA_S3_BUCKET、MEDIA_S3_REGION、MEDIA_S3_ACCESS_KEY、MEDIA_S3_SECRET_KEY 和 MEDIA_S3_PATH_STYLE,以及密钥的读、写、删权限',
        );
      if (error instanceof StoreUnreachable)
        return fail('连不上文件存储', '检查 MEDIA_S3_ENDPOINT、网络和代理;MinIO 一般要设 MEDIA_S3_PATH_STYLE=1');
      return fail('不能写入 DATA_DIR/files', '检查 DATA_DIR 的权限和磁盘空间');
    }
  },
};

async function keepsBytes({ current, stagingFolder }: ObjectStores): Promise<boolean> {
  const key = `doctor/${newId().toLowerCase()}`;
  const bytes = randomBytes(100);
  const path = join(stagingFolder, `${key.replace('/', '-')}.part`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, bytes);
    await current.put(key, { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    const stored = await current.read(key, { first: 10, last: 19 });
    return stored !== null && (await buffer(stored)).equals(bytes.subarray(10, 20));
  } finally {
    await rm(path, { force: true });
    await current.remove(key);
  }
}
