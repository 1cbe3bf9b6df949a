import { expect, test } from 'vitest';
import { findRefusedConstructs } from './mysql-constructs.mjs';

const find = (code) => findRefusedConstructs('server/src/some-store.ts', code);

test.each([
  ['RETURNING', 'await tx.query(`INSERT INTO inbox (id) VALUES (?) RETURNING id`);'],
  ['RETURNING', "builder.insert().returning('id');"],
  ['IF NOT EXISTS', "await runner.query('CREATE INDEX IF NOT EXISTS i ON inbox (at)');"],
  ['IF EXISTS', "await runner.query('ALTER TABLE inbox DROP COLUMN IF EXISTS at');"],
  ['uca1400', "await runner.query('CREATE TABLE t (id varchar(26) COLLATE utf8mb4_uca1400_ai_ci)');"],
  ['sequences', "await runner.query('SELECT NEXTVAL(ids)');"],
  ['"groups" is reserved', "await tx.query('SELECT id FROM groups WHERE id = ?', [id]);"],
  ['"rank" is reserved', "await tx.query('select t.rank from tag t');"],
  ['"lead" is reserved', 'await tx.query(`UPDATE lead SET owner = ? WHERE id = ${id}`);'],
  ['reads || as OR', 'await tx.query("SELECT name || \'x\' FROM tag");'],
  ['refuses a default', "new Table({ columns: [{ name: 'note', type: 'text', default: \"''\" }] });"],
])('refuses %s', (reason, code) => {
  expect(find(code)).toEqual([expect.stringContaining(reason)]);
});

test.each([
  'await tx.query("SELECT `rank` FROM `groups` WHERE kind = \'system\'");',
  "await tx.query('SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM tag');",
  "await tx.query('/* sqlite */ INSERT INTO inbox (id) VALUES (?) RETURNING id');",
  "throw new Error('the lead of groups is unknown: choose one from the list');",
  "new Table({ columns: [{ name: 'note', type: 'text' }, { name: 'n', type: 'varchar', default: \"''\" }] });",
  '// RETURNING would be nicer here\nexport const one = 1;',
])('accepts %s', (code) => {
  expect(find(code)).toEqual([]);
});
