import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { findProgram } from './find-program.mjs';
import { inProject } from './project.mjs';
import { dropDatabases, findTestMysql } from './test-mysql.mjs';

const nobodyListens = 'mysql://root@127.0.0.1:1';
const mysql = createRequire(inProject('server/package.json'))('mysql2/promise');

test('a TEST_DATABASE_URL that does not answer is said, and nothing else is tried', async () => {
  await expect(findTestMysql({ given: nobodyListens })).rejects.toThrow('TEST_DATABASE_URL is set');
});

test.skipIf(!findProgram(['mariadbd'], ['/usr/sbin']))(
  'a private MariaDB is started, cleans up after its run only, and is gone afterwards',
  async () => {
    const found = await findTestMysql({ given: '', usual: nobodyListens });
    expect(found.says).toContain('MariaDB');
    const connection = await mysql.createConnection({ uri: found.url });
    for (const name of ['zhike_test_aaaa_1', 'zhike_test_bbbb_1', 'zhikeXtest_aaaa_1'])
      await connection.query(`CREATE DATABASE ${name}`);
    await dropDatabases(found.url, 'zhike_test_aaaa_');
    const [rows] = await connection.query("SHOW DATABASES LIKE 'zhike%'");
    expect(rows.map((row) => Object.values(row)[0]).sort()).toEqual(['zhikeXtest_aaaa_1', 'zhike_test_bbbb_1']);
    await connection.end();
    await found.stop();
    await expect(mysql.createConnection({ uri: found.url, connectTimeout: 1000 })).rejects.toThrow('ECONNREFUSED');
  },
);
