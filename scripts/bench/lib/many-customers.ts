import type { Database } from '@zhike/server/platform/database/database';
import { execute } from '@zhike/server/platform/database/sql';

/** The busiest owner and the commonest tag: the filter of the benchmark. A tenth of all customers carry both. */
export const BUSY_OWNER = 'rep0';
export const COMMON_TAG = 'et0';
const MEMBERS = 500;
const TAGS = 200;

const PIECE = 50_000;
/** Customers were added over two years, the last one at this moment. */
export const LAST_ADDED_AT = Date.UTC(2026, 10, 1);
const SPAN_MS = 730 * 86_400_000;

/** 0 … PIECE−1 from digits: works on every MySQL and MariaDB. */
const DIGITS =
  '(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
const NUMBERS = `(SELECT ? + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM ${DIGITS} a, ${DIGITS} b, ${DIGITS} c, ${DIGITS} e, ${DIGITS} f) numbers`;

const ID = "CONCAT('01BENCH', LPAD(n, 19, '0'))";
/** Spread without order: neighbours in id are far apart in time, as after an import. */
const ADDED_AT = `(${LAST_ADDED_AT} - MOD(n * 48271, 2147483647) / 2147483647 * ${SPAN_MS})`;
const FLOOR_ADDED = `FLOOR(${ADDED_AT})`;
/** A fifth of all belong to one owner, the rest to everybody alike. */
const OWNER = `(CASE WHEN MOD(n, 5) = 0 THEN '${BUSY_OWNER}' ELSE CONCAT('rep', MOD(n * 7919, ${MEMBERS})) END)`;
/** Half carry the common tag; each has a rarer one besides. */
const HAS_COMMON = 'MOD(n, 10) < 5';
const RARE_TAG = `CONCAT('et', 1 + MOD(n * 104729, ${TAGS - 1}))`;

const daysAgo = (days: string) => `DATE_FORMAT(DATE_SUB(NOW(), INTERVAL ${days} DAY), '%Y-%m-%d')`;

type Filling = [table: string, columns: string, values: string, where?: string];
const tables: Filling[] = [
  [
    'customer',
    'id, type, name, avatar, gender, owner_user_id, stage_id, status, first_added_at, last_added_at, created_at, updated_at',
    `${ID}, 1, CONCAT('客户', n), NULL, MOD(n, 3), ${OWNER}, CONCAT('01STAGE000000000000000000', 1 + MOD(n * 13, 6)), 'active', ${FLOOR_ADDED}, ${FLOOR_ADDED}, ${FLOOR_ADDED}, ${FLOOR_ADDED}`,
  ],
  [
    'customer_identity',
    'kind, value, customer_id, created_at',
    `'external_userid', CONCAT('wmBench', LPAD(n, 19, '0')), ${ID}, ${FLOOR_ADDED}`,
  ],
  [
    'follow_user',
    'id, user_id, external_user_id, customer_id, status, remark, add_way, added_at, told_by, synced_at',
    `${ID}, ${OWNER}, CONCAT('wmBench', LPAD(n, 19, '0')), ${ID}, 'active', CONCAT('备注', n), 1, ${FLOOR_ADDED}, 'sync', ${FLOOR_ADDED}`,
  ],
  ['customer_viewer', 'customer_id, user_id, first_added_at', `${ID}, ${OWNER}, ${FLOOR_ADDED}`],
  [
    'customer_tag_index',
    'customer_id, tag_id, owner_user_id, first_added_at',
    `${ID}, '${COMMON_TAG}', ${OWNER}, ${FLOOR_ADDED}`,
    HAS_COMMON,
  ],
  [
    'customer_tag_index',
    'customer_id, tag_id, owner_user_id, first_added_at',
    `${ID}, ${RARE_TAG}, ${OWNER}, ${FLOOR_ADDED}`,
  ],
  // Three in ten write to their rep on three days of the last quarter; one in two thousand was followed up in the last week.
  ...[0, 29, 58].map(
    (shift): Filling => [
      'customer_day_count',
      'customer_id, kind, day, count',
      `${ID}, 'message_received', ${daysAgo(`${shift} + MOD(n * 17, 29)`)}, 1 + MOD(n, 4)`,
      'MOD(n, 10) < 3',
    ],
  ),
  [
    'customer_day_count',
    'customer_id, kind, day, count',
    `${ID}, 'follow_up', ${daysAgo('MOD(n, 7)')}, 1`,
    'MOD(n, 2000) = 7',
  ],
  [
    'customer_activity',
    'customer_id, last_contact_at, last_reply_at',
    `${ID}, (UNIX_TIMESTAMP() - MOD(n * 7919, 365) * 86400) * 1000, NULL`,
    'MOD(n, 10) < 6',
  ],
];

/** Fills an empty MySQL/MariaDB with the rows that lists read; `from` … `to` of one growing corp. Histories are left out. */
export async function fillCustomers(
  db: Database,
  from: number,
  to: number,
  say: (line: string) => void,
): Promise<void> {
  for (const [table, columns, values, where] of tables) {
    const names = columns
      .split(', ')
      .map((name) => `\`${name}\``)
      .join(', ');
    for (let start = from; start < to; start += PIECE) {
      const end = Math.min(start + PIECE, to);
      await db.transaction((tx) =>
        execute(
          tx,
          `INSERT INTO \`${table}\` (${names}) SELECT ${values} FROM ${NUMBERS} WHERE n < ?${where ? ` AND ${where}` : ''}`,
          [start, end],
        ),
      );
    }
    say(`  ${table}: ${to}`);
  }
  await db.transaction(async (tx) => {
    for (const table of new Set(tables.map(([name]) => name))) await execute(tx, `ANALYZE TABLE \`${table}\``);
  });
}

/** Members in two departments, and tags; once. */
export async function fillCorp(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await execute(tx, 'INSERT INTO department (id, name, parent_id, sort) VALUES (1, ?, 0, 1), (2, ?, 1, 1)', [
      '公司',
      '一部',
    ]);
    for (let n = 0; n < MEMBERS; n++) {
      await execute(
        tx,
        "INSERT INTO member (user_id, name, status, is_follow_user, sort_name, search_text, checked_at, created_at) VALUES (?, ?, 'active', 1, ?, ?, 0, 0)",
        [`rep${n}`, `员工${n}`, `rep${n}`, `员工${n}`],
      );
      await execute(tx, 'INSERT INTO member_department (user_id, department_id, is_leader) VALUES (?, ?, 0)', [
        `rep${n}`,
        n < 20 ? 2 : 1,
      ]);
    }
    await execute(
      tx,
      "INSERT INTO tag_group (id, name, sort, created_by_us, created_at) VALUES ('eg', '分组', 0, 1, 0)",
    );
    for (let n = 0; n < TAGS; n++)
      await execute(
        tx,
        'INSERT INTO tag (id, group_id, name, sort, created_by_us, created_at) VALUES (?, ?, ?, 0, 1, 0)',
        [`et${n}`, 'eg', `标签${n}`],
      );
  });
}
