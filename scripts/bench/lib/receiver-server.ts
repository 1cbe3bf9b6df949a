import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '@zhike/server/config';
import { entities } from '@zhike/server/entities';
import { migrations } from '@zhike/server/migrations/index';
import { SystemClock } from '@zhike/server/platform/clock';
import { connectDatabase } from '@zhike/server/platform/database/connect';
import { migrate } from '@zhike/server/platform/database/migrate';
import { Delivery } from '@zhike/server/platform/delivery/delivery';
import { Inbox } from '@zhike/server/platform/delivery/inbox';
import { createLogger } from '@zhike/server/platform/log';
import { createMetrics } from '@zhike/server/platform/metrics';
import { DataKeys } from '@zhike/server/platform/secrets';
import { createCallbackReceiver } from '@zhike/server/wecom/callback/receiver';

/** The receiving half of the server, built as in production, without the worker: what one process can acknowledge. Sends its port to its parent. */
const config = readConfig(process.env);
const log = createLogger('error');
const clock = new SystemClock();
const db = await connectDatabase({ url: config.database.url, entities, migrations, log });
await migrate(db);
const delivery = new Delivery(clock, log, [], new Set<string>());
const inbox = new Inbox(db, new DataKeys(config.keys.current), clock, delivery, log);
const answer = createCallbackReceiver({
  corpId: config.wecom.corpId,
  receivers: config.callback,
  whenStoreDown: '503',
  store: (received) => inbox.store(received),
  clock,
  log,
  metrics: createMetrics(),
});
const server = createServer((request, response) => {
  if (!answer(request, response)) response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void db.close().then(() => process.exit(0)));
});
