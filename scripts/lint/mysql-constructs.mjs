import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { listFiles } from '../lib/content-hash.mjs';
import { inProject } from '../lib/project.mjs';

/**
 * The tests run on SQLite and MariaDB, production often on MySQL 8. What MariaDB takes and MySQL 8 refuses is therefore
 * looked for in the sources. SQL for SQLite alone belongs in a file with "sqlite" in its name; where it has to stand
 * elsewhere it begins with the SQL comment "sqlite", so that the reader sees it too.
 */
const refused = [
  [/\bRETURNING\b/, 'MySQL 8 has no RETURNING: read the rows in the same transaction'],
  [
    /\b(CREATE|ADD)\s+(UNIQUE\s+|FULLTEXT\s+)?(INDEX|KEY)\s+IF\s+NOT\s+EXISTS\b/i,
    'MySQL 8 has no CREATE INDEX IF NOT EXISTS',
  ],
  [/\bDROP\s+(INDEX|KEY|COLUMN|CONSTRAINT|FOREIGN\s+KEY)\s+IF\s+EXISTS\b/i, 'MySQL 8 has no IF EXISTS here'],
  [/\bADD\s+(COLUMN|CONSTRAINT)\s+IF\s+NOT\s+EXISTS\b/i, 'MySQL 8 has no ADD COLUMN IF NOT EXISTS'],
  [/\bCREATE\s+OR\s+REPLACE\s+(TABLE|INDEX|TRIGGER)\b/i, 'MySQL 8 has no CREATE OR REPLACE for this'],
  [/uca1400/i, 'MySQL 8 has no uca1400 collations: use utf8mb4_bin for ids and keys, utf8mb4_unicode_ci for text'],
  [/\b(CREATE\s+SEQUENCE|NEXTVAL\s*\(|NEXT\s+VALUE\s+FOR)/i, 'MySQL 8 has no sequences: ids are ULIDs'],
  [
    /\b(JSON_QUERY|JSON_EXISTS|JSON_DETAILED|JSON_COMPACT|JSON_LOOSE|TO_CHAR|ADD_MONTHS|MEDIAN|NATURAL_SORT_KEY)\s*\(/i,
    'MySQL 8 does not have this function',
  ],
  [/\b(SET\s+STATEMENT|FOR\s+SYSTEM_TIME|EXECUTE\s+IMMEDIATE|ROWS\s+EXAMINED)\b/i, 'only MariaDB knows this'],
  [/\bMINUS\s+SELECT\b/i, 'MySQL 8 has no MINUS'],
  [/'[^']*'\s*\|\||\|\|\s*'[^']*'/, 'MySQL reads || as OR: use CONCAT, or join the text in TypeScript'],
];

/** Reserved in MySQL 8 but not in MariaDB, so that only MySQL would refuse them as bare names. */
const reserved =
  'cube|cume_dist|dense_rank|empty|first_value|function|grouping|groups|json_table|lag|last_value|lateral|lead|nth_value|ntile|of|percent_rank|rank|row_number|system|window';
const bareName = new RegExp(
  `(?:\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|AS|BY|SELECT|WHERE|AND|OR|SET|ON|COLUMN)\\s+|[,(]\\s*|[a-z_]\\.)(${reserved})\\b(?!\\s*\\()`,
  'i',
);

const wholeStatement =
  /^\s*(select\b[\s\S]*\bfrom\b|insert\s+(or\s+\w+\s+)?into\b|update\b[\s\S]*\bset\b|delete\s+from\b|(create|alter|drop)\s+\w+|with\b[\s\S]*\bselect\b|replace\s+into\b)/i;
const fragment = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|WHERE|ORDER BY|GROUP BY|RETURNING|ON DUPLICATE)\b/;
const textTypes = /^(tiny|medium|long)?(text|blob)$|^json$/;

/** @returns {string[]} `file:line: reason` for one source text */
export function findRefusedConstructs(file, text) {
  const problems = [];
  const report = (node, why) => problems.push(`${file}:${text.slice(0, node.start).split('\n').length}: ${why}`);
  walk(parseSync(file, text).program, (node) => {
    const sql = sqlOf(node);
    if (sql) for (const why of refusedIn(sql)) report(node, why);
    if (node.type === 'CallExpression' && node.callee.property?.name === 'returning') {
      report(node, 'MySQL 8 has no RETURNING: read the rows in the same transaction');
    }
    if (node.type === 'ObjectExpression' && hasLiteralDefaultOnText(node)) {
      report(node, 'MySQL 8 refuses a default on TEXT, BLOB and JSON columns: write the value when inserting');
    }
  });
  return problems;
}

function refusedIn(sql) {
  const reasons = refused.filter(([pattern]) => pattern.test(sql)).map(([, why]) => why);
  // Values are no names: what stands in quotes is left out.
  const name = bareName.exec(sql.replace(/'(?:[^']|'')*'/g, "''"))?.[1];
  if (name)
    reasons.push(`"${name}" is reserved in MySQL 8: put the name in backquotes (or quote it through the driver)`);
  return reasons;
}

function sqlOf(node) {
  const isText = node.type === 'Literal' && typeof node.value === 'string';
  if (!isText && node.type !== 'TemplateLiteral') return '';
  const sql = isText ? node.value : node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('?');
  if (/^\s*\/\* sqlite \*\//.test(sql)) return '';
  return wholeStatement.test(sql) || fragment.test(sql) ? sql : '';
}

function hasLiteralDefaultOnText(node) {
  const value = (name) => node.properties.find((one) => one.key?.name === name)?.value;
  const type = value('type');
  const fallback = value('default');
  if (type?.type !== 'Literal' || !textTypes.test(String(type.value))) return false;
  return fallback !== undefined && !(fallback.type === 'Literal' && fallback.value === null);
}

function walk(node, visit) {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node);
    for (const [key, value] of Object.entries(node))
      if (key !== 'parent' && typeof value === 'object') walk(value, visit);
  }
}

/** All of server/src but tests and what is written for SQLite alone. */
export function checkMysqlConstructs() {
  return listFiles(['server/src'], (file) => file.endsWith('.ts') && !/\.test\.ts$|sqlite/.test(file)).flatMap((file) =>
    findRefusedConstructs(file, readFileSync(inProject(file), 'utf8')),
  );
}
