import { inList, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { readRobot } from './commands/read-robot.ts';

/** Of robots that speak for the first time WeCom is asked for the name, once each. Whoever calls holds the archive's cursor. */
export async function noteRobots(tx: Tx, robotIds: readonly string[]): Promise<void> {
  const known = await robotRows(tx, robotIds);
  const met = [...new Set(robotIds)].filter((robotId) => !known.has(robotId));
  if (met.length === 0) return;
  await insertRows(
    tx,
    'chat_robot',
    met.map((robot_id) => ({ robot_id, name: null })),
  );
  for (const robotId of met) await enqueue(tx, readRobot({ robotId }));
}

/** What a robot is called; one whose name nobody has told is absent. */
export async function robotNames(tx: Tx, robotIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await robotRows(tx, robotIds);
  return new Map([...rows].flatMap(([robotId, name]) => (name ? [[robotId, name]] : [])));
}

async function robotRows(tx: Tx, robotIds: readonly string[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(robotIds)];
  if (ids.length === 0) return new Map();
  const rows = await select<{ robot_id: string; name: string | null }>(
    tx,
    `SELECT robot_id, name FROM chat_robot WHERE robot_id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map(({ robot_id, name }) => [robot_id, name]));
}
