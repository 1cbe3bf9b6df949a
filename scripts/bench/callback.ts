import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import Koa from 'koa';
import { friendAddedXml, rawRequest, signedCallback } from './lib/callback-requests.ts';
import { requestsPerSecond } from './lib/load.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, verdict } from './lib/report.ts';
import { forkReceiver } from './lib/fork-receiver.ts';

const HELP = `npm run bench -- callback [--seconds N]

Callbacks acknowledged a second after a durable commit, 64 connections, on SQLite (WAL, synchronous=FULL) and MariaDB/MySQL
(flush at commit), beside a bare node:http server that reads the body and answers, and beside @wecom/crypto with an XML parser
on Koa that stores nothing. Rounds are interleaved; ratios are of the medians.`;

const ROUNDS = 3;
const DISTINCT = 4_000;

export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const seconds = Number(args[args.indexOf('--seconds') + 1]) || 5;
  printMachine();
  const credentials = {
    corpId: 'ww0123456789abcdef',
    token: 'QDG6eK',
    aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  };
  // Every round posts messages that were never seen: a duplicate would be cheaper to store.
  let serial = 0;
  const batch = () =>
    Array.from({ length: DISTINCT }, () =>
      rawRequest(
        signedCallback(
          credentials,
          friendAddedXml(credentials.corpId, serial++, { externalUserId: `wm${randomBytes(12).toString('hex')}` }),
        ),
      ),
    );

  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const mysql = await openBenchMysql();
  const bare = await listen(
    createServer((request, response) =>
      request.resume().on('end', () => response.writeHead(200, { 'content-length': 7 }).end('success')),
    ),
  );
  const rival = await listen(createServer(rivalApp(credentials).callback()));
  const env = {
    WECOM_CORP_ID: credentials.corpId,
    WECOM_CALLBACK_TOKEN: credentials.token,
    WECOM_CALLBACK_AES_KEY: credentials.aesKey,
    DATA_DIR: folder,
  };
  // The worker would compete for the same two cores; here only the acknowledgement is measured, the whole path is `friend-added`.
  const variants = [
    { name: 'bare node:http', port: portOf(bare), stop: () => close(bare) },
    { name: '@wecom/crypto + fast-xml-parser on Koa, nothing stored', port: portOf(rival), stop: () => close(rival) },
    await forkReceiver('SQLite', { ...env, DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}` }),
    ...(mysql ? [await forkReceiver('MariaDB/MySQL', { ...env, DATABASE_URL: mysql.url })] : []),
  ];
  if (!mysql) console.log('no MySQL found: that half is left out');

  const figures = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, port } of variants) {
      const perSecond = await requestsPerSecond(port, batch(), { durationMs: round === 0 ? 1_500 : seconds * 1000 });
      if (round > 0) figures.get(name)!.push(perSecond); // the first round only warms up
    }
  }
  for (const variant of variants) await variant.stop();
  await mysql?.drop();
  rmSync(folder, { recursive: true, force: true });

  const median = (name: string) => figures.get(name)!.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  const base = median('bare node:http');
  for (const { name } of variants)
    console.log(`${name}: ${Math.round(median(name))}/s, ratio ${round(median(name) / base)}`);
  const rivalName = '@wecom/crypto + fast-xml-parser on Koa, nothing stored';
  for (const name of ['SQLite', ...(mysql ? ['MariaDB/MySQL'] : [])]) {
    verdict(`${name} ÷ bare node:http`, median(name) / base, { atLeast: 0.25, unit: '' });
    verdict(`${name} ÷ ${rivalName}`, median(name) / median(rivalName), { atLeast: 1.5, unit: '' });
  }
}

/** What many start with: the official crypto package, an XML parser, Koa. It verifies and reads, and loses everything in a crash. */
function rivalApp({ token, aesKey }: { token: string; aesKey: string }): Koa {
  const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false });
  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    const { xml } = parser.parse(Buffer.concat(chunks).toString()) as { xml: { Encrypt: string } };
    const { msg_signature: signature, timestamp, nonce } = ctx.query as Record<string, string>;
    if (getSignature(token, timestamp!, nonce!, xml.Encrypt) !== signature) ctx.throw(403);
    parser.parse(decrypt(aesKey, xml.Encrypt).message);
    ctx.body = 'success';
  });
  return app;
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const close = (server: Server) =>
  new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));

await main(process.argv.slice(2));
