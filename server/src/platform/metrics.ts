import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One registry per server, so that several servers in one test process do not collide. */
export function createMetrics() {
  const registry = new Registry();
  return {
    registry,
    collectProcessMetrics: () => collectDefaultMetrics({ register: registry }),
    callbacks: new Counter({
      name: 'zhike_callbacks_total',
      help: 'Callbacks by receiver and outcome',
      labelNames: ['receiver', 'outcome'],
      registers: [registry],
    }),
    callbackCommit: new Histogram({
      name: 'zhike_callback_commit_seconds',
      help: 'From request to durable commit',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    inboxLag: new Gauge({
      name: 'zhike_inbox_lag_seconds',
      help: 'Age of the oldest callback not yet turned into an event',
      registers: [registry],
    }),
    runs: new Counter({
      name: 'zhike_scenario_runs_total',
      help: 'Scenario runs by scenario and outcome',
      labelNames: ['scenario', 'outcome'],
      registers: [registry],
    }),
    runsWaiting: new Gauge({
      name: 'zhike_scenario_runs_waiting',
      help: 'Scenario runs by status',
      labelNames: ['status'],
      registers: [registry],
    }),
    runsOldest: new Gauge({
      name: 'zhike_scenario_oldest_seconds',
      help: 'Age of the oldest waiting scenario run',
      registers: [registry],
    }),
    outbox: new Counter({
      name: 'zhike_outbox_commands_total',
      help: 'Outbox attempts by command and outcome',
      labelNames: ['command', 'outcome'],
      registers: [registry],
    }),
    outboxWaiting: new Gauge({
      name: 'zhike_outbox_waiting',
      help: 'Outbox commands by status',
      labelNames: ['status'],
      registers: [registry],
    }),
    outboxOldest: new Gauge({
      name: 'zhike_outbox_oldest_seconds',
      help: 'Age of the oldest waiting outbox command',
      registers: [registry],
    }),
    bulkRows: new Counter({
      name: 'zhike_bulk_rows_total',
      help: 'Archived messages handled, by consumer',
      labelNames: ['consumer'],
      registers: [registry],
    }),
    bulkLag: new Gauge({
      name: 'zhike_bulk_lag_seconds',
      help: 'Age of the oldest archived message that a consumer has not handled',
      labelNames: ['consumer'],
      registers: [registry],
    }),
    archiveLag: new Gauge({
      name: 'zhike_archive_lag_seconds',
      help: 'For how long archived messages are known to be there and are not in our books; 0 = up to date',
      registers: [registry],
    }),
    archiveAge: new Gauge({
      name: 'zhike_archive_newest_message_seconds',
      help: 'From sending to storing of the newest archived message',
      registers: [registry],
    }),
    archiveMessages: new Counter({
      name: 'zhike_archive_messages_total',
      help: 'Archived messages stored, or kept closed by problem',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    chatFiles: new Counter({
      name: 'zhike_chat_files_total',
      help: 'Tries to download a file of an archived chat, by outcome',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    chatFilesWaiting: new Gauge({
      name: 'zhike_chat_files_waiting',
      help: 'Files of archived chats not downloaded yet, or given up, by status',
      labelNames: ['status'],
      registers: [registry],
    }),
    chatFilesLag: new Gauge({
      name: 'zhike_chat_files_lag_seconds',
      help: 'Age of the oldest file of an archived chat that is not downloaded; WeCom deletes it after 432000',
      registers: [registry],
    }),
    chatFilesExpiry: new Gauge({
      name: 'zhike_chat_files_expire_in_seconds',
      help: 'Until WeCom deletes the next file that is not downloaded, negative when it is overdue; 432000 when none waits',
      registers: [registry],
    }),
    wecomCalls: new Counter({
      name: 'zhike_wecom_calls_total',
      help: 'WeCom API calls by path and errcode',
      labelNames: ['api', 'errcode'],
      registers: [registry],
    }),
    wecomSeconds: new Histogram({
      name: 'zhike_wecom_call_seconds',
      help: 'WeCom API call duration',
      labelNames: ['api'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    welcomeLatency: new Histogram({
      name: 'zhike_welcome_latency_seconds',
      help: 'From accepted callback to the welcome call answered',
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
      registers: [registry],
    }),
    httpRequests: new Histogram({
      name: 'zhike_http_request_seconds',
      help: 'HTTP requests by route and status',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
      registers: [registry],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
