import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mintLink } from '../domains/touch/links.ts';
import { digestOf } from '../domains/visitor/hear-beats.ts';
import { insertRows, select } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import { WECHAT } from '../test/phone.ts';
import { startKillable } from '../test/killed-process.ts';

const READERS = 40;
const BEATS = 12;
const KILLS = 2;

test('killed with kill -9 while customers read: no beat that was answered is lost, no opening is told twice', {
  timeout: 180_000,
}, async () => {
  const killable = await startKillable();
  const { db } = killable;
  try {
    const now = Date.now();
    const materialId = newId();
    const key = await db.transaction(async (tx) => {
      await insertRows(tx, 'material', [
        {
          id: materialId,
          kind: 'article',
          title: '手册',
          description: '',
          search_text: '手册',
          version: 1,
          content: JSON.stringify({ kind: 'article', html: '<p>正文</p>', author: '' }),
          pages_state: 'none',
          is_retired: 0,
          sent: 0,
          opened: 0,
          created_by: 'admin',
          created_at: now,
          updated_at: now,
        },
      ]);
      return mintLink(tx, { subject: { kind: 'material', id: materialId }, userId: 'zhangwei', now });
    });
    const readers = Array.from({ length: READERS }, () => ({
      token: randomBytes(16).toString('base64url'),
      visit: randomBytes(16).toString('hex'),
      /** The last beat that was answered. */
      answered: 0,
    }));
    const beat = async (reader: (typeof readers)[number], seq: number) => {
      const { token, visit } = reader;
      const answer = await fetch(`${killable.origin}/api/visits/beats`, {
        method: 'POST',
        headers: { 'user-agent': WECHAT },
        body: JSON.stringify({ key, token, visit, seq, seconds: seq * 5, percent: seq * 8 }),
      }).catch(() => null);
      if (answer?.status === 200) reader.answered = Math.max(reader.answered, seq);
      else await sleep(50);
    };
    let seq = 0;
    for (let kills = 0; kills <= KILLS; kills += 1) {
      const round = Array.from({ length: BEATS / 3 }, () => (seq += 1));
      const beating = Promise.all(
        readers.map(async (reader) => {
          for (const next of round) await beat(reader, next);
        }),
      );
      if (kills < KILLS) {
        await sleep(20 + Math.random() * 150);
        await killable.kill();
      }
      await beating;
      const rows = await select<{ visit_key: string; seconds: number }>(
        db.read,
        'SELECT visit_key, seconds FROM visit',
      );
      const seconds = new Map(rows.map((row) => [row.visit_key, Number(row.seconds)]));
      for (const { token, visit, answered } of readers)
        expect(seconds.get(digestOf(`${token} ${visit}`)) ?? 0).toBeGreaterThanOrEqual(answered * 5);
    }
    expect(readers.every(({ answered }) => answered === BEATS)).toBe(true);
    expect(await killable.count('SELECT COUNT(*) FROM visit')).toBe(READERS);
    expect(await killable.count("SELECT COUNT(*) FROM event WHERE type = 'touch.opened'")).toBe(READERS);
    expect(await killable.count("SELECT COUNT(*) FROM event WHERE type = 'touch.finished'")).toBe(READERS);
    expect(await killable.count('SELECT opened FROM material')).toBe(READERS);
    expect(await killable.count('SELECT COUNT(*) FROM visitor')).toBe(READERS);
  } finally {
    await killable.close();
  }
});
