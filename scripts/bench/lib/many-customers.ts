import type { Database } from '@zhike/server/platform/database/database';
import { type Dialect, execute } from '@zhike/server/platform/database/sql';

/** The busiest owner and the commonest tag: the filter of the benchmark. A tenth of all customers carry both. */
export const BUSY_OWNER = 'rep0';
export const COMMON_TAG = 'et0';
const MEMBERS = 500;
const TAGS = 200;

const PIECE = 50_000;
/** Customers were added over two years, the last one at this moment. */
export const LAST_ADDED_AT = Date.UTC(2026, 10, 1);
const SPAN_MS = 730 * 86_400_000;

/** 0 … PIECE−1 from digits: works on every engine. */
const DIGITS =
  '(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
const NUMBERS = `(SELECT ? + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM ${DIGITS} a, ${DIGITS} b, ${DIGITS} c, ${DIGITS} e, ${DIGITS} f) numbers`;

/** Spread without order: neighbours in id are far apart in time, as after an import. */
const ADDED_AT = `FLOOR(${LAST_ADDED_AT} - n * 48271 % 2147483647 / 2147483647.0 * ${SPAN_MS})`;
/** A fifth of all belong to one owner, the rest to everybody alike. */
const OWNER = `(CASE WHEN n % 5 = 0 THEN '${BUSY_OWNER}' ELSE CONCAT('rep', n * 7919 % ${MEMBERS}) END)`;
/** Half carry the common tag; each has a rarer one besides. */
const HAS_COMMON = 'n % 10 < 5';
const RARE_TAG = `CONCAT('et', 1 + n * 104729 % ${TAGS - 1})`;
const STAGE = `CONCAT('01STAGE000000000000000000', 1 + n * 13 % 6)`;

/** What the two engines say differently. */
interface Words {
  padded(number: string, digits: number): string;
  daysAgo(days: string): string;
  now: string;
}
const words: Record<Dialect, Words> = {
  mysql: {
    padded: (number, digits) => `LPAD(${number}, ${digits}, '0')`,
    daysAgo: (days) => `DATE_FORMAT(DATE_SUB(NOW(), INTERVAL ${days} DAY), '%Y-%m-%d')`,
    now: 'UNIX_TIMESTAMP()',
  },
  sqlite: {
    padded: (number, digits) => `printf('%0${digits}d', ${number})`,
    daysAgo: (days) => `date('now', '-' || (${days}) || ' days')`,
    now: 'unixepoch()',
  },
};

type Filling = [table: string, columns: string, values: string, where?: string];

function rowsOfLists({ padded, daysAgo, now }: Words): Filling[] {
  const id = `CONCAT('01BENCH', ${padded('n', 19)})`;
  const externalId = `CONCAT('wmBench', ${padded('n', 19)})`;
  return [
    [
      'customer',
      'id, type, name, avatar, gender, owner_user_id, stage_id, status, first_added_at, last_added_at, created_at, updated_at',
      `${id}, 1, CONCAT('客户', n), NULL, n % 3, ${OWNER}, ${STAGE}, 'active', ${ADDED_AT}, ${ADDED_AT}, ${ADDED_AT}, ${ADDED_AT}`,
    ],
    [
      'customer_identity',
      'kind, value, customer_id, created_at',
      `'external_userid', ${externalId}, ${id}, ${ADDED_AT}`,
    ],
    [
      'follow_user',
      'id, user_id, external_user_id, customer_id, status, remark, add_way, added_at, told_by, synced_at',
      `${id}, ${OWNER}, ${externalId}, ${id}, 'active', CONCAT('备注', n), 1, ${ADDED_AT}, 'sync', ${ADDED_AT}`,
    ],
    ['customer_viewer', 'customer_id, user_id, first_added_at', `${id}, ${OWNER}, ${ADDED_AT}`],
    [
      'customer_tag_index',
      'customer_id, tag_id, owner_user_id, first_added_at',
      `${id}, '${COMMON_TAG}', ${OWNER}, ${ADDED_AT}`,
      HAS_COMMON,
    ],
    [
      'customer_tag_index',
      'customer_id, tag_id, owner_user_id, first_added_at',
      `${id}, ${RARE_TAG}, ${OWNER}, ${ADDED_AT}`,
    ],
    // Three in ten write to their rep on three days of the last quarter; one in two thousand was followed up in the last week.
    ...[0, 29, 58].map(
      (shift): Filling => [
        'customer_day_count',
        'customer_id, kind, day, count',
        `${id}, 'message_received', ${daysAgo(`${shift} + n * 17 % 29`)}, 1 + n % 4`,
        'n % 10 < 3',
      ],
    ),
    [
      'customer_day_count',
      'customer_id, kind, day, count',
      `${id}, 'follow_up', ${daysAgo('n % 7')}, 1`,
      'n % 2000 = 7',
    ],
    [
      'customer_activity',
      'customer_id, last_contact_at, last_reply_at',
      `${id}, (${now} - n * 7919 % 365 * 86400) * 1000, NULL`,
      'n % 10 < 6',
    ],
  ];
}

/** Every thousandth has been with us for long: so many changes of her stage since she was added. */
export const LONG_HISTORY_EVERY = 1_000;
const LONG_HISTORY = 300;

/** Counted from 0 to LONG_HISTORY times the number of such customers. */
function rowOfLongHistory({ padded }: Words): Filling {
  const at = `${ADDED_AT} + (nth + 1) * 3600000`;
  return [
    'event',
    EVENT,
    `CONCAT('01STAGED', ${padded('nth', 4)}, ${padded('n', 14)}), 'customer.stage_changed', 1, ${at}, ${at}, CONCAT('01BENCH', ${padded('n', 19)}),
     ${OWNER}, 0, CONCAT('{"byUserId":"', ${OWNER}, '","toStageId":"', ${STAGE}, '"}')`,
  ];
}

const EVENT = 'id, type, version, occurred_at, recorded_at, customer_id, member_user_id, depth, payload';

/** What one customer's page shows besides: tags with their origin, how she came, a task of every tenth. */
function rowsOfPages({ padded, now }: Words): Filling[] {
  const id = `CONCAT('01BENCH', ${padded('n', 19)})`;
  const tag = 'customer_id, tag_id, user_id, origin_kind, by_user_id, added_at, in_wecom';
  return [
    ['customer_tag', tag, `${id}, '${COMMON_TAG}', ${OWNER}, 'rep', ${OWNER}, ${ADDED_AT}, 'done'`, HAS_COMMON],
    ['customer_tag', tag, `${id}, ${RARE_TAG}, ${OWNER}, 'rep', ${OWNER}, ${ADDED_AT}, 'done'`],
    [
      'event',
      EVENT,
      `CONCAT('01ADDED', ${padded('n', 19)}), 'external_contact.added', 1, ${ADDED_AT}, ${ADDED_AT}, ${id}, ${OWNER}, 0,
       CONCAT('{"userId":"', ${OWNER}, '","addWay":1}')`,
    ],
    [
      'event',
      EVENT,
      `CONCAT('01TAGGED', ${padded('n', 18)}), 'customer.tagged', 1, ${ADDED_AT} + 60000, ${ADDED_AT} + 60000, ${id}, ${OWNER}, 0,
       CONCAT('{"userId":"', ${OWNER}, '","byUserId":"', ${OWNER}, '","origin":"rep","tagIds":["', ${RARE_TAG}, '"]}')`,
    ],
    [
      'task',
      'id, kind, title, customer_id, assignee_user_id, status, due_at, sort_at, created_by, created_at',
      `${id}, 'manual', CONCAT('回访', n), ${id}, ${OWNER}, 'open', ${now} * 1000, ${now} * 1000, ${OWNER}, ${ADDED_AT}`,
      'n % 10 = 0',
    ],
  ];
}

/** Fills an empty database with the rows that lists read; `from` … `to` of one growing corp. Histories are left out. */
export function fillCustomers(db: Database, from: number, to: number, say: (line: string) => void): Promise<void> {
  return fill(db, rowsOfLists(words[db.dialect]), from, to, say);
}

/** The same customers as their own pages show them. */
export async function fillPages(db: Database, from: number, to: number, say: (line: string) => void): Promise<void> {
  await fill(db, rowsOfPages(words[db.dialect]), from, to, say);
  const long = `(SELECT FLOOR((n - n % ${LONG_HISTORY}) / ${LONG_HISTORY}) * ${LONG_HISTORY_EVERY} AS n, n % ${LONG_HISTORY} AS nth FROM ${NUMBERS} WHERE n < ?) long_ones`;
  const times = (customers: number) => Math.floor(customers / LONG_HISTORY_EVERY) * LONG_HISTORY;
  await fill(db, [rowOfLongHistory(words[db.dialect])], times(from), times(to), say, long);
}

async function fill(
  db: Database,
  fillings: readonly Filling[],
  from: number,
  to: number,
  say: (line: string) => void,
  numbers?: string,
): Promise<void> {
  const tables = new Set(fillings.map(([name]) => name));
  for (const [table, columns, values, where] of fillings) {
    const names = columns
      .split(', ')
      .map((name) => `\`${name}\``)
      .join(', ');
    for (let start = from; start < to; start += PIECE) {
      const end = Math.min(start + PIECE, to);
      await db.transaction((tx) =>
        execute(
          tx,
          `INSERT INTO \`${table}\` (${names}) SELECT ${values} FROM ${numbers ?? `${NUMBERS} WHERE n < ?`}${where ? ` AND ${where}` : ''}`,
          [start, end],
        ),
      );
    }
  }
  say(`  ${[...tables].join(', ')}: ${to}`);
  const analyze = db.dialect === 'mysql' ? 'ANALYZE TABLE' : 'ANALYZE';
  await db.transaction(async (tx) => {
    for (const table of tables) await execute(tx, `${analyze} \`${table}\``);
  });
}

/** The n-th customer as WeCom and we know her. */
export const customerId = (n: number) => `01BENCH${String(n).padStart(19, '0')}`;
export const externalUserId = (n: number) => `wmBench${String(n).padStart(19, '0')}`;

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
