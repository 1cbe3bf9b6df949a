import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config, ProcessRole } from './config.ts';
import { sandboxClockMover } from './demo.ts';
import { type Dependencies, newProcessId } from './dependencies.ts';
import { createPosterEngine } from './engines/poster/render-poster.ts';
import { entities } from './entities.ts';
import { filterFields } from './filter-fields.ts';
import { ruleParts } from './scenarios/rule-parts.ts';
import { guardInstallation } from './installation.ts';
import { ChatNews } from './domains/chat/chat-news.ts';
import { beatDeskOf } from './domains/visitor/beat-desk.ts';
import { VisitNews } from './domains/visitor/visit-news.ts';
import { connectArchive } from './domains/chat-archive/connect-archive.ts';
import { interpretCallback } from './wecom/callback-events.ts';
import { migrations } from './migrations/index.ts';
import { SystemClock } from './platform/clock.ts';
import { connectDatabase } from './platform/database/connect.ts';
import { migrate } from './platform/database/migrate.ts';
import { holdSqliteAlone } from './platform/database/sqlite-guard.ts';
import { Delivery } from './platform/delivery/delivery.ts';
import { recordEvent } from './platform/delivery/event.ts';
import { releaseAllLeases } from './platform/lease.ts';
import { GroupCommitter } from './platform/delivery/group-committer.ts';
import { Inbox } from './platform/delivery/inbox.ts';
import { InboxWorker } from './platform/delivery/inbox-worker.ts';
import { BulkWorker } from './platform/delivery/bulk-worker.ts';
import { commandQueue, releaseExpired, runQueue } from './platform/delivery/queue.ts';
import { Relay } from './platform/delivery/relay.ts';
import { RunWorker } from './platform/delivery/run-worker.ts';
import { NewsFeed } from './platform/http/news-feed.ts';
import { createLogger, type Logger } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { serverStarted } from './platform/scheduler/events.ts';
import { Scheduler } from './platform/scheduler/scheduler.ts';
import { createObjectStores } from './platform/object-store/stores.ts';
import { DataKeys } from './platform/secrets.ts';
import { outboxCommands } from './outbox-commands.ts';
import { bulkConsumers } from './scenarios/consumers.ts';
import { scenarios as allScenarios } from './scenarios/index.ts';
import { schedulesOf } from './scenarios/schedules.ts';
import { createCallbackReceiver } from './wecom/callback/receiver.ts';
import { createWechatClient } from './wechat/client.ts';
import { createWecomClient } from './wecom/client.ts';

export interface RunningServer {
  deps: Dependencies;
  /** Where it listens, e.g. `http://127.0.0.1:3000`. Null without the role `api`. */
  origin: string | null;
  clock: SystemClock;
  delivery: Delivery;
  /** True while any run or command is under way in this process. */
  isBusy(): boolean;
  /** Whether the archive is pulled and every bulk consumer has handled what is stored. */
  isCaughtUp(): Promise<boolean>;
  scheduler: Scheduler | null;
  close(): Promise<void>;
}

export interface StartOptions {
  log?: Logger;
  scenarios?: typeof allScenarios;
  commands?: typeof outboxCommands;
  consumers?: typeof bulkConsumers;
  /** Checks outgoing responses against their contracts. */
  checkResponses?: boolean;
  /** Off: nobody ticks by itself (tests call `scheduler.tick()`). */
  ticking?: boolean;
}

/** Composition root: the only place that constructs clients, pools and workers. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLogger(config.logLevel);
  const clock = new SystemClock();
  const metrics = createMetrics();
  const releaseFile = holdSqliteAlone(config.database.url, config.roles);
  const db = await connectDatabase({ url: config.database.url, entities, migrations, log });
  const stops: (() => Promise<unknown> | unknown)[] = [() => db.close(), releaseFile];
  const close = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const ran = await migrate(db);
    if (ran.length > 0) log.info({ migrations: ran }, 'database migrated');
    const keys = new DataKeys(config.keys.current, [...config.keys.retired]);
    const scenarios = options.scenarios ?? allScenarios;
    const commands = new Map(
      (options.commands ?? outboxCommands).map((factory) => [factory.definition.name, factory.definition]),
    );
    const delivery = new Delivery(clock, log, scenarios, commands);
    db.context.delivery = delivery;
    await guardInstallation(db, keys, config);
    const wecom = createWecomClient({ config: config.wecom, db, keys, log, clock, metrics });
    stops.push(() => wecom.close());
    const processId = newProcessId();
    const stores = createObjectStores(config.dataDir, config.files);
    const posters = createPosterEngine(config.dataDir);
    stops.push(() => posters.close());
    const deps: Dependencies = {
      config,
      log,
      clock,
      metrics,
      db,
      keys,
      stores,
      wecom,
      wechat: createWechatClient(config.wechat),
      posters,
      filterFields,
      ruleParts,
      moveClock: config.demo ? sandboxClockMover(config.demo.sandboxOrigin, clock) : null,
      processId,
    };
    const plays = (role: ProcessRole) => config.roles.includes(role);

    const committer = new GroupCommitter(db);
    const runs = new RunWorker({ owner: processId, db, delivery, committer, clock, log, metrics, scenarios, deps });
    const relay = new Relay({ owner: processId, db, delivery, committer, clock, log, metrics, commands, deps });
    const consumers = options.consumers ?? bulkConsumers;
    const bulk = new BulkWorker({ owner: processId, db, delivery, clock, log, metrics, consumers, deps });
    const inboxWorker = new InboxWorker({
      db,
      keys,
      clock,
      delivery,
      log,
      interpret: interpretCallback,
      onNotUnderstood: (receiver) => metrics.callbacks.inc({ receiver, outcome: 'not_understood' }),
    });
    const archive = plays('worker')
      ? connectArchive(config, { owner: processId, db, delivery, clock, log, metrics, keys, stores })
      : null;
    if (db.dialect === 'sqlite') {
      // The only process: whatever is marked as under way was left by one that died.
      for (const queue of [runQueue, commandQueue]) await releaseExpired(db, queue, clock.machineNow(), true);
      await releaseAllLeases(db);
    }

    let origin: string | null = null;
    if (plays('api')) {
      const feed = new NewsFeed(db, clock, delivery, log, [new ChatNews(db), new VisitNews(db, clock)]);
      feed.start();
      stops.push(() => feed.stop());
      const inbox = new Inbox(db, keys, clock, delivery, log);
      const answerCallback = createCallbackReceiver({
        corpId: config.wecom.corpId,
        receivers: config.callback,
        whenStoreDown: config.callback.whenStoreDown,
        store: (received) => inbox.store(received),
        clock,
        log,
        metrics,
      });
      const beats = beatDeskOf(deps);
      const answerRest = createApp(deps, {
        feed,
        delivery,
        commands,
        checkResponses: options.checkResponses ?? false,
      }).callback();
      const server = createServer((request, response) => {
        if (!answerCallback(request, response) && !beats.answer(request, response)) void answerRest(request, response);
      });
      origin = await listen(server, config.http.host, config.http.port);
      stops.push(() => closeServer(server));
    }
    if (plays('worker')) {
      for (const worker of [inboxWorker, runs, relay, bulk]) worker.start();
      await archive?.start();
      stops.push(() => Promise.all([inboxWorker.stop(), runs.stop(), relay.stop(), bulk.stop(), archive?.stop()]));
    }
    let scheduler: Scheduler | null = null;
    if (plays('scheduler')) {
      scheduler = new Scheduler({ db, clock, log, timeZone: config.timeZone, processId, schedules: schedulesOf(deps) });
      await db.transaction((tx) => recordEvent(tx, serverStarted({ occurredAt: clock.now(), payload: {} })));
      if (options.ticking ?? true) scheduler.start();
      stops.push(() => scheduler?.stop());
    }
    const isBusy = () => runs.busy || relay.busy;
    // Without the role nobody here will ever catch up.
    const isCaughtUp = async () =>
      !plays('worker') || ((archive === null || (await archive.isCaughtUp())) && (await bulk.isCaughtUp()));
    return { deps, origin, clock, delivery, isBusy, isCaughtUp, scheduler, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}`);
    });
  });
}

/** Stops taking requests, lets those under way end, then cuts what stays open (event streams). */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 3_000);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
