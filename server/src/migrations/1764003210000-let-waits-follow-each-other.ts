import type { MigrationInterface, QueryRunner } from 'typeorm';

/** While a wait whose time is up has not been acted on, the next may begin: the moment it began is part of the key. */
export class LetWaitsFollowEachOther1764003210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await setKey(runner, ['rule_id', 'when_key', 'customer_id', 'started_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM \`rule_due\` WHERE \`started_at\` > (
      SELECT \`at\` FROM (
        SELECT \`rule_id\` AS \`r\`, \`when_key\` AS \`w\`, \`customer_id\` AS \`c\`, MIN(\`started_at\`) AS \`at\`
        FROM \`rule_due\` GROUP BY \`rule_id\`, \`when_key\`, \`customer_id\`
      ) \`first\` WHERE \`r\` = \`rule_id\` AND \`w\` = \`when_key\` AND \`c\` = \`customer_id\`)`);
    await setKey(runner, ['rule_id', 'when_key', 'customer_id']);
  }
}

async function setKey(runner: QueryRunner, columns: string[]): Promise<void> {
  await runner.dropPrimaryKey('rule_due');
  await runner.createPrimaryKey('rule_due', columns);
}
