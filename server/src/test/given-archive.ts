import type { Dependencies } from '../dependencies.ts';
import { upsertRows } from '../platform/database/sql.ts';
import type { TestServer } from './start-test-server.ts';

const archive: NonNullable<Dependencies['config']['archive']> = {
  secret: 'secret',
  privateKeys: '',
  source: 'http',
  library: '',
  httpBase: 'http://127.0.0.1:9',
  proxy: '',
  proxyPassword: '',
  timeoutSeconds: 1,
  childEnvironment: {},
};

/** As if an archive were configured, without anybody who pulls it. */
export const withArchive = ({ deps }: Pick<TestServer, 'deps'>): Dependencies => ({
  ...deps,
  config: { ...deps.config, archive },
});

/** Nothing more was there at this moment; machine time. */
export async function givenDrained({ db }: Pick<TestServer, 'db'>, machineAt: number): Promise<void> {
  const row = { name: 'messages', seq: '0'.repeat(20), position: 0, wanted_at: 0, drained_at: machineAt };
  await db.transaction((tx) => upsertRows(tx, 'archive_cursor', [row], ['name'], ['drained_at']));
}
